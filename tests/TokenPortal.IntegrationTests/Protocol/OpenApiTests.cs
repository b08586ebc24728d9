using System.Net;
using System.Reflection;
using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>docs/openapi.json is what the build made of the code, and the server does what it says.</summary>
public sealed class OpenApiTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_InDocs_IsTheOneThatTheBuildMade()
    {
        var built = Built();
        var committed = Path.Combine(Repository.Root, "docs", "openapi.json");
        Assert.True(
            await File.ReadAllTextAsync(built, Cancellation) == await File.ReadAllTextAsync(committed, Cancellation),
            $"docs/openapi.json differs from what the build made: cp {Path.GetRelativePath(Repository.Root, built)} docs/");
    }

    [Fact]
    public async Task Server_AskedAsTheDocumentSays_AnswersSo()
    {
        var document = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Built(), Cancellation));
        var get = document.GetProperty("paths").GetProperty("/api/v2/device-credentials").GetProperty("get");
        using var visitor = authority.Visit();
        await visitor.ConnectAsync();
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        foreach (var parameter in get.GetProperty("parameters").EnumerateArray())
        {
            // Each documented name is read: a value that none of them takes is refused, or finds nothing.
            var name = parameter.GetProperty("name").GetString();
            using var answer = await api.SendAsync(HttpMethod.Get, $"?{name}=no-such-value");
            var text = await answer.Content.ReadAsStringAsync(Cancellation);
            Assert.True(answer.StatusCode == HttpStatusCode.BadRequest || text == "[]", $"{name} is not read: {text}");
        }

        var fields = get.GetProperty("responses").GetProperty("200").GetProperty("content")
            .GetProperty("application/json").GetProperty("schema").GetProperty("oneOf")[0]
            .GetProperty("items").GetProperty("properties").EnumerateObject().Select(field => field.Name).ToList();
        var item = Assert.Single((await api.ListAsync($"?fields={string.Join(',', fields)}")).EnumerateArray());
        Assert.Equal(fields, item.EnumerateObject().Select(field => field.Name));

        var revoke = document.GetProperty("paths").GetProperty("/oauth/revoke").GetProperty("post");
        foreach (var type in revoke.GetProperty("requestBody").GetProperty("content").EnumerateObject())
        {
            using var content = new StringContent(type.Name.EndsWith("json", StringComparison.Ordinal) ? "{}" : "");
            content.Headers.ContentType = new(type.Name);
            using var answer = await visitor.Http.PostAsync("oauth/revoke", content, Cancellation);
            Assert.NotEqual(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        }
    }

    private static string Built() => Path.Combine(
        Repository.Root, "src", "TokenPortal.Authority", "bin",
        typeof(OpenApiTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration,
        "net10.0", "openapi.json");
}
