using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.Web;

namespace TokenPortal.IntegrationTests.Adoption;

/// <summary>
/// A small OpenIddict server that is not ours, with what docs/adopt.md says put into it: copied, built and run in a folder
/// of its own.
/// </summary>
internal sealed class SmallServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenportal-adopt-").FullName;
    private readonly AdoptPage _page;
    private readonly NpgsqlConnectionStringBuilder _superuser;
    private readonly string _owner;
    private Process? _process;

    public SmallServer(AdoptPage page, string superuser, string owner)
    {
        (_page, _superuser, _owner) = (page, new NpgsqlConnectionStringBuilder(superuser), owner);
        (Address, Portal) = (FreeAddress(), FreeAddress());
    }

    public Uri Address { get; }

    /// <summary>Where the portal will be.</summary>
    public Uri Portal { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Configuration => Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!);

    /// <summary>A block with this run's addresses in place of the page's.</summary>
    public string Localized(string title) => _page[title]
        .Replace("Host=localhost;Port=5432;Database=accounts",
            $"Host={_superuser.Host};Port={_superuser.Port};Database={_superuser.Database}", StringComparison.Ordinal)
        .Replace("http://localhost:5100/", Address.ToString(), StringComparison.Ordinal)
        .Replace("http://localhost:5200/", Portal.ToString(), StringComparison.Ordinal);

    public async Task BuildAsync()
    {
        var source = Path.Combine(Repository.Root, "tests", "TokenPortal.IntegrationTests", "Adoption", "Server");
        File.Copy(Path.Combine(source, "SmallServer.csproj"), Path.Combine(_folder, "SmallServer.csproj"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), Localized("the server's settings"), Cancellation);
        var program = await File.ReadAllTextAsync(Path.Combine(source, "Program.cs"), Cancellation);
        program = After(program, "options.AllowAuthorizationCodeFlow()", _page["in AddServer"]);
        program = After(program, "is not null) return;", Localized("register the portal"));
        program = program.Replace("app.Run();", $"{_page["before app.Run"]}app.Run();", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder, "Program.cs"), _page["at the top"] + program, Cancellation);

        await RunAsync(_page["reference"], _folder);
        await RunAsync($"dotnet build -c {Configuration} -v quiet -nologo -nodeReuse:false -p:UseSharedCompilation=false", _folder);
    }

    /// <summary>The page's database block, where the portal's program lies.</summary>
    public Task<string> PrepareDatabaseAsync() => RunAsync(_page["database"], Path.Combine(
        Repository.Root, "src", typeof(PortalApplication).Assembly.GetName().Name!, "bin", Configuration, "net10.0"));

    /// <summary>Starts it, and waits for its first answer or its end.</summary>
    /// <returns>What it wrote when it ended, or null when it runs.</returns>
    public async Task<string?> StartAsync(string? portalConnectionString = null)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(_folder, "bin", Configuration, "net10.0", "SmallServer.dll"), "--urls", Address.ToString()])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__Server"] = _owner;
        if (portalConnectionString is not null) start.Environment["ConnectionStrings__TokenPortal"] = portalConnectionString;
        _process = Process.Start(start)!;
        var output = new StringBuilder();
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        while (!_process.HasExited)
        {
            try
            {
                await http.GetStringAsync(".well-known/openid-configuration", Cancellation);
                return null;
            }
            catch (HttpRequestException exception) when (exception.StatusCode is null)
            {
                // Not yet.
            }
        }

        await _process.WaitForExitAsync(Cancellation);
        return output.ToString();

        void Take(string? line)
        {
            if (line is null) return;
            RunLog.Write(line);
            lock (output) output.AppendLine(line);
        }
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) _process.Kill();
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> RunAsync(string commands, string folder)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"set -euo pipefail\n{commands}"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TOKENPORTAL"] = Repository.Root;
        start.Environment["PGHOST"] = _superuser.Host;
        start.Environment["PGPORT"] = _superuser.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = _superuser.Database;
        start.Environment["PGUSER"] = _superuser.Username;
        start.Environment["PGPASSWORD"] = _superuser.Password;
        using var process = Process.Start(start)!;
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        Assert.True(process.ExitCode == 0, $"{commands}\n{await output}\n{await error}");
        return await output;
    }

    private static string After(string text, string mark, string insertion)
    {
        var end = text.IndexOf('\n', text.IndexOf(mark, StringComparison.Ordinal)) + 1;
        return text[..end] + insertion + text[end..];
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/");
    }
}
