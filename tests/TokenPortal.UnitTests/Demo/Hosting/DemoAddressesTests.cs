using System.Net;
using System.Net.Sockets;
using TokenPortal.Demo;
using TokenPortal.Demo.Hosting;

namespace TokenPortal.UnitTests.Demo.Hosting;

public sealed class DemoAddressesTests
{
    [Fact]
    public void Choose_AnyPorts_AreDifferentAndFree()
    {
        var addresses = DemoAddresses.Choose(DemoPorts.Any);

        int[] ports =
        [
            addresses.Portal.Port, addresses.Authority.Port, addresses.Api.Port, addresses.Apps.Port,
            addresses.Mail.Port, addresses.Smtp,
        ];
        Assert.Equal(6, ports.Distinct().Count());
        Assert.All(ports, port => Assert.True(FreePorts.IsFree(port)));
    }

    [Fact]
    public void Choose_BusyPort_NamesItAndItsOption()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var ports = DemoPorts.Any;
        ports.Api = port;

        var exception = Assert.Throws<StartException>(() => DemoAddresses.Choose(ports));

        Assert.Contains($"Port {port} is in use", exception.Message);
        Assert.Contains("--ports:api", exception.Message);
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("smtp")]
    public void Choose_BusyPortOfTheMail_NamesItsOption(string part)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var ports = DemoPorts.Any;
        if (part == "mail") ports.Mail = port;
        else ports.Smtp = port;

        Assert.Contains($"--ports:{part} N", Assert.Throws<StartException>(() => DemoAddresses.Choose(ports)).Message);
    }

    [Fact]
    public void Choose_SamePortTwice_NamesBothOptions()
    {
        var port = FreePorts.Choose(1)[0];
        var ports = DemoPorts.Any;
        (ports.Portal, ports.Apps) = (port, port);

        var exception = Assert.Throws<StartException>(() => DemoAddresses.Choose(ports));

        Assert.Contains("--ports:portal and --ports:apps", exception.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void Choose_NoPortNumber_NamesTheOption(int port)
    {
        var ports = DemoPorts.Any;
        ports.Portal = port;

        Assert.Contains("--ports:portal", Assert.Throws<StartException>(() => DemoAddresses.Choose(ports)).Message);
    }
}
