using System.Globalization;

namespace TokenPortal.Demo.Hosting;

/// <summary>
/// Where each part is. Known before anything starts, since redirect addresses and the issuer contain them.
/// </summary>
internal sealed record DemoAddresses(Uri Portal, Uri Authority, Uri Api, Uri Apps, Uri Mail, int Smtp)
{
    public static DemoAddresses Choose(DemoPorts ports)
    {
        var wanted = new (string Key, int Port)[]
        {
            (nameof(ports.Portal), ports.Portal),
            (nameof(ports.Authority), ports.Authority),
            (nameof(ports.Api), ports.Api),
            (nameof(ports.Apps), ports.Apps),
            (nameof(ports.Mail), ports.Mail),
            (nameof(ports.Smtp), ports.Smtp),
        };
        foreach (var (key, port) in wanted) Require(key, port);
        var twice = wanted.Where(part => part.Port != 0).GroupBy(part => part.Port).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new StartException($"Port {twice.Key} is given to {string.Join(" and ", twice.Select(Name))}.");

        var free = new Queue<int>(FreePorts.Choose(wanted.Count(part => part.Port == 0)));
        var chosen = wanted.Select(part => part.Port == 0 ? free.Dequeue() : part.Port).ToList();
        var addresses = chosen.Select(AddressOf).ToList();
        return new DemoAddresses(addresses[0], addresses[1], addresses[2], addresses[3], addresses[4], chosen[5]);
    }

    private static void Require(string key, int port)
    {
        var option = OptionFor(key);
        if (port is < 0 or > ushort.MaxValue)
            throw new StartException($"{option} is {port}: a port is a number from 0 to {ushort.MaxValue}.");
        if (port != 0 && !FreePorts.IsFree(port))
            throw new StartException($"Port {port} is in use by another program: choose another with {option} N.");
    }

    private static string Name((string Key, int Port) part) => OptionFor(part.Key);

    private static string OptionFor(string key) => $"--ports:{key.ToLowerInvariant()}";

    private static Uri AddressOf(int port) => new($"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}/");
}
