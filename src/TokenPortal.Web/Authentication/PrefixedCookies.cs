using Microsoft.AspNetCore.Http.Features;

namespace TokenPortal.Web.Authentication;

/// <summary>
/// Over https the portal's cookies carry the prefix __Host-, with which browsers take them only from this very host,
/// secure and for all paths. Plain http (a developer's machine) cannot have it, so the prefix is put on and taken off
/// here, request by request; inside, names are the same in both.
/// </summary>
internal static class PrefixedCookies
{
    public const string SessionName = "tp.session";
    public const string AntiforgeryName = "tp.antiforgery";

    private const string OwnNames = "tp.";
    private const string Prefix = "__Host-";

    public static void Configure(CookiePolicyOptions options)
    {
        options.OnAppendCookie = context =>
        {
            if (!IsPrefixed(context.Context, context.CookieName)) return;
            context.CookieName = Prefix + context.CookieName;
            Harden(context.CookieOptions);
        };
        options.OnDeleteCookie = context =>
        {
            if (!IsPrefixed(context.Context, context.CookieName)) return;
            context.CookieName = Prefix + context.CookieName;
            Harden(context.CookieOptions);
        };
    }

    public static IApplicationBuilder UsePrefixedCookies(this IApplicationBuilder application)
    {
        application.Use((context, next) =>
        {
            if (context.Request.IsHttps)
                context.Features.Set<IRequestCookiesFeature>(
                    new RequestCookiesFeature(new UnprefixedCookies(context.Request.Cookies)));
            return next(context);
        });
        return application.UseCookiePolicy();
    }

    /// <summary>What a cookie of that name is called in the browser, for a script that writes it.</summary>
    public static string SentAs(string name, HttpRequest request) => request.IsHttps ? Prefix + name : name;

    private static bool IsPrefixed(HttpContext context, string name) =>
        context.Request.IsHttps && name.StartsWith(OwnNames, StringComparison.Ordinal);

    private static void Harden(CookieOptions options)
    {
        options.Secure = true;
        options.Path = "/";
        options.Domain = null;
    }

    /// <summary>Own cookies count only with their prefix: without it, another host could have set them.</summary>
    private sealed class UnprefixedCookies(IRequestCookieCollection sent) : IRequestCookieCollection
    {
        public int Count => sent.Count;

        public ICollection<string> Keys => [.. this.Select(pair => pair.Key)];

        public string? this[string key] => sent[NameOf(key)];

        public bool ContainsKey(string key) => sent.ContainsKey(NameOf(key));

        public bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            sent.TryGetValue(NameOf(key), out value);

        public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => sent
            .Where(pair => !pair.Key.StartsWith(OwnNames, StringComparison.Ordinal))
            .Select(pair => pair.Key.StartsWith(Prefix + OwnNames, StringComparison.Ordinal)
                ? KeyValuePair.Create(pair.Key[Prefix.Length..], pair.Value)
                : pair)
            .GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

        private static string NameOf(string key) =>
            key.StartsWith(OwnNames, StringComparison.Ordinal) ? Prefix + key : key;
    }
}
