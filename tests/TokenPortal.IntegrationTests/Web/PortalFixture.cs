using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.Web;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>The portal as it ships, on a loopback port.</summary>
internal sealed class PortalFixture : IAsyncDisposable
{
    /// <summary>An issuer at which nobody answers.</summary>
    public const string Nowhere = "http://localhost:1/";

    private readonly WebApplication _application;
    private readonly DirectoryInfo _keys;

    private PortalFixture(WebApplication application, DirectoryInfo keys)
    {
        (_application, _keys) = (application, keys);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(application.Urls.Single()),
        };
    }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    public IServiceProvider Services => _application.Services;

    public static Task<PortalFixture> StartAsync(
        TestDatabase database, params (string Key, string Value)[] settings) =>
        StartAsync(database, port: 0, time: null, services: null, settings);

    public static async Task<PortalFixture> StartAsync(
        TestDatabase database, int port, TimeProvider? time, Action<IServiceCollection>? services,
        params (string Key, string Value)[] settings)
    {
        var keys = Directory.CreateTempSubdirectory("tokenportal-keys-");
        Dictionary<string, string?> all = new()
        {
            ["ConnectionStrings:TokenPortal"] = database.Runtime,
            ["Identity:Authority"] = Nowhere,
            ["Identity:ClientId"] = "portal",
            ["Portal:DataProtectionPath"] = keys.FullName,
        };
        foreach (var (key, value) in settings) all[key] = value;

        var application = PortalApplication.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            RunLog.Attach(builder.Logging);
            builder.Configuration.AddInMemoryCollection(all);
            if (time is not null) builder.Services.AddSingleton(time);
            services?.Invoke(builder.Services);
        });
        application.Urls.Add($"http://127.0.0.1:{port}");
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new PortalFixture(application, keys);
    }

    public async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Response)> GetAsync(
        string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _application.DisposeAsync();
        _keys.Delete(recursive: true);
    }
}
