using System.Net.Mime;

namespace TokenPortal.Web.Start;

/// <summary>
/// Pages go compressed where nothing of the request can show in them. Length would tell a listener on the line whether a
/// text of their choice also stands elsewhere in the page (BREACH): so not with a query, nor when another site sent the
/// person here.
/// </summary>
internal static class PageCompression
{
    public static IServiceCollection AddPageCompression(this IServiceCollection services) =>
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [MediaTypeNames.Text.Html];
        });

    public static void UsePageCompression(this IApplicationBuilder application) =>
        application.UseWhen(IsTheirOwnVisit, branch => branch.UseResponseCompression());

    // Browsers that tell nothing of where they come from get long pages.
    private static bool IsTheirOwnVisit(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.QueryString.HasValue
        && context.Request.Headers["Sec-Fetch-Site"].ToString() is "none" or "same-origin";
}
