using OpenIddict.Abstractions;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;
using TokenPortal.Demo.LinkedApps;

namespace TokenPortal.Demo.Samples;

/// <summary>
/// The past year of the demo's users, played at the real servers: every grant comes from a real sign-in and consent,
/// every later sign of life from a real refresh, while the authority's clock is set back to the day.
/// </summary>
internal sealed class SampleGrants(
    DemoClock clock, LinkedAppsOptions options, IServiceProvider apps, IServiceProvider authority)
{
    private static readonly TimeSpan Beginning = TimeSpan.FromDays(360);

    private static readonly Step[] Story =
    [
        .. Linked(SampleAccount.Ann, SampleApps.CalendarSync, granted: Days(352), Days(208), Days(61), Hours(3)),
        .. Linked(SampleAccount.Ann, SampleApps.OldGame, granted: Days(341), Days(297)),
        .. Linked(SampleAccount.Ann, SampleApps.Notes, granted: Days(309), Days(150), Days(121)),
        .. Linked(SampleAccount.Ann, SampleApps.PhotoPrint, granted: Days(263), Days(34)),
        .. Linked(SampleAccount.Ann, SampleApps.Workspace, granted: Days(231), Days(1)),
        .. Linked(SampleAccount.Ann, SampleApps.MailMate, SampleApps.Phone, granted: Days(182), Hours(1)),
        .. Linked(SampleAccount.Ann, SampleApps.MailMate, SampleApps.Laptop, granted: Days(45), Days(5)),
        .. Linked(SampleAccount.Ann, SampleApps.TravelBuddy, granted: Days(118)),
        .. Linked(SampleAccount.Ann, SampleApps.FileVault, granted: Days(20), TimeSpan.FromMinutes(2)),
        .. Linked(SampleAccount.Ben, SampleApps.CalendarSync, granted: Days(97), Days(6)),
        .. Linked(SampleAccount.Ben, SampleApps.PhotoPrint, granted: Days(12)),
        new(Days(203), StepKind.Delete, SampleAccount.Ann, SampleApps.OldGame),
        new(Days(74), StepKind.LoseDevice, SampleAccount.Ann, SampleApps.TravelBuddy),
    ];

    /// <summary>
    /// To be called before the authority starts: what it does by the clock belongs to the past as well.
    /// </summary>
    public static void Prepare(DemoClock clock) => clock.GoBack(Beginning);

    public async Task GiveAsync(CancellationToken cancellationToken)
    {
        foreach (var step in Story.OrderByDescending(step => step.Ago))
        {
            clock.GoBack(step.Ago);
            await PlayAsync(step, options.Find(step.AppId)!, cancellationToken);
        }

        clock.Return();
    }

    private async Task PlayAsync(Step step, LinkedApp app, CancellationToken cancellationToken)
    {
        var engine = apps.GetRequiredService<LinkedAppEngine>();
        switch (step.Kind)
        {
            case StepKind.Connect:
                await ConnectAsync(step, cancellationToken);
                break;
            case StepKind.Refresh:
                await engine.RefreshAsync(app, Find(step, app), cancellationToken);
                break;
            case StepKind.LoseDevice:
                await LoseDevicesAsync(step, app, cancellationToken);
                break;
            case StepKind.Delete:
                await DeleteAsync(app, cancellationToken);
                break;
        }
    }

    private async Task ConnectAsync(Step step, CancellationToken cancellationToken)
    {
        using var visitor = new Visitor();
        var start = new Uri(options.Address, $"{step.AppId}/connect?device={step.Device}");
        var end = await visitor.ConnectAsync(start, step.Account, cancellationToken);
        if (end != new Uri(options.Address, step.AppId))
            throw new InvalidOperationException($"The sample sign-in to {step.AppId} ended at {end.PathAndQuery}.");
    }

    private async Task LoseDevicesAsync(Step step, LinkedApp app, CancellationToken cancellationToken)
    {
        var devices = authority.GetRequiredService<IDeviceCredentials>();
        var subject = step.Account.Subject;
        var page = await devices.ListAsync(new DeviceQuery(subject, app.Id, Page: 0, PerPage: 50), cancellationToken);
        foreach (var device in page.Items)
            await devices.RemoveAsync(device.Id, subject, Actor.User(subject), cancellationToken);
    }

    private async Task DeleteAsync(LinkedApp app, CancellationToken cancellationToken)
    {
        await using var scope = authority.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var registration = await manager.FindByClientIdAsync(app.Id, cancellationToken);
        await manager.DeleteAsync(registration!, cancellationToken);
    }

    private Connection Find(Step step, LinkedApp app) => apps.GetRequiredService<ConnectionStore>().For(app)
        .Single(connection => connection.Subject == step.Account.Subject && connection.Device == step.Device);

    private static IEnumerable<Step> Linked(
        SampleAccount account, string appId, TimeSpan granted, params TimeSpan[] used) =>
        Linked(account, appId, LinkedApp.SingleDevice, granted, used);

    private static IEnumerable<Step> Linked(
        SampleAccount account, string appId, string device, TimeSpan granted, params TimeSpan[] used) =>
    [
        new(granted, StepKind.Connect, account, appId, device),
        .. used.Select(ago => new Step(ago, StepKind.Refresh, account, appId, device)),
    ];

    private static TimeSpan Days(int days) => TimeSpan.FromDays(days);

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);

    private enum StepKind
    {
        Connect,
        Refresh,
        LoseDevice,
        Delete,
    }

    private sealed record Step(
        TimeSpan Ago, StepKind Kind, SampleAccount Account, string AppId, string Device = LinkedApp.SingleDevice);
}
