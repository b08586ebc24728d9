using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TokenPortal.Demo.Hosting;

/// <summary>Turns an object into settings as a command line has them, which stand over every other source.</summary>
internal static class FlatSettings
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string[] ToArguments(object settings, IDictionary<string, string?> overrides)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var tree = JsonSerializer.SerializeToElement(settings, Json);
        foreach (var (key, value) in Flatten("", tree)) values[key] = value;
        foreach (var (key, value) in overrides) values[key] = value;
        return [.. values.Select(setting => $"--{setting.Key}={setting.Value}")];
    }

    private static IEnumerable<(string Key, string Value)> Flatten(string path, JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject()
                .SelectMany(property => Flatten(Join(path, property.Name), property.Value)),
            JsonValueKind.Array => element.EnumerateArray()
                .SelectMany((item, index) => Flatten(Join(path, index.ToString(CultureInfo.InvariantCulture)), item)),
            _ => [(path, element.ToString())],
        };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}:{name}";
}
