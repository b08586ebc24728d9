using System.Text.Json;
using TokenPortal.Authority;
using TokenPortal.Demo;
using TokenPortal.Demo.Samples;

namespace TokenPortal.UnitTests.Demo;

public sealed class DemoDescriptionTests
{
    [Fact]
    public void ToJson_Description_HasTheNamesThatScriptsRead()
    {
        var json = Parse(
            new DemoClient("app", "secret", [new Uri("http://localhost:4/app/callback")], ClientKind.Confidential));

        Assert.Equal("http://localhost:1/", json.GetProperty("portal").GetString());
        Assert.Equal("http://localhost:2/", json.GetProperty("authority").GetString());
        Assert.Equal("http://localhost:3/", json.GetProperty("api").GetString());
        Assert.Equal("http://localhost:5/", json.GetProperty("mail").GetString());
        Assert.Equal("Host=db", json.GetProperty("database").GetString());
        var account = json.GetProperty("accounts")[0];
        Assert.Equal(SampleAccount.Ann.Email, account.GetProperty("email").GetString());
        Assert.Equal(SampleAccount.Ann.Subject, account.GetProperty("subject").GetString());
        Assert.Equal(SampleAccount.Ann.Password, account.GetProperty("password").GetString());
        Assert.Equal(0, account.GetProperty("roles").GetArrayLength());
        var client = json.GetProperty("clients")[0];
        Assert.Equal("app", client.GetProperty("client_id").GetString());
        Assert.Equal("secret", client.GetProperty("client_secret").GetString());
        Assert.Equal("http://localhost:4/app/callback", client.GetProperty("redirect_uris")[0].GetString());
        Assert.Equal("confidential", client.GetProperty("kind").GetString());
    }

    [Fact]
    public void ToJson_PublicClient_HasANullSecret()
    {
        var json = Parse(new DemoClient("app", null, [], ClientKind.Public));

        Assert.Equal(JsonValueKind.Null, json.GetProperty("clients")[0].GetProperty("client_secret").ValueKind);
    }

    private static JsonElement Parse(DemoClient client) => JsonDocument.Parse(
        new DemoDescription(Local(1), Local(2), Local(3), Local(4), Local(5), "Host=db")
        {
            Accounts = SampleAccount.All,
            Clients = [client],
        }.ToJson()).RootElement;

    private static Uri Local(int port) => new($"http://localhost:{port}/");
}
