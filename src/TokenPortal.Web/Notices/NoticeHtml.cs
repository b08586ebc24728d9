using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace TokenPortal.Web.Notices;

/// <summary>Draws a notice as a small page without pictures, scripts or anything from elsewhere.</summary>
internal static class NoticeHtml
{
    private const string Style = """
        body { margin: 0; padding: 24px 12px; background: #f4f5f8; color: #141a26;
               font: 16px/1.55 system-ui, 'Segoe UI', Roboto, Arial, sans-serif; }
        .card { max-width: 560px; margin: 0 auto; padding: 28px; background: #ffffff; border: 1px solid #dde1e9;
                border-radius: 16px; overflow-wrap: anywhere; }
        h1 { margin: 0 0 12px; font-size: 21px; line-height: 1.3; }
        p { margin: 0 0 16px; }
        table { margin: 0 0 16px; border-collapse: collapse; font-size: 15px; }
        th { padding: 3px 18px 3px 0; color: #4a5468; font-weight: 400; text-align: left; vertical-align: top;
             white-space: nowrap; }
        td { padding: 3px 0; vertical-align: top; }
        .todo { padding: 14px 16px; background: #eef2fb; border-radius: 10px; }
        .button { display: inline-block; padding: 11px 20px; background: #2350b8; color: #ffffff; border-radius: 10px;
                  font-weight: 600; text-decoration: none; }
        .foot { max-width: 560px; margin: 16px auto 0; padding: 0 28px; color: #4a5468; font-size: 13px; }
        @media (prefers-color-scheme: dark) {
          body { background: #11141b; color: #e9ecf3; }
          .card { background: #1a1f2a; border-color: #2c3342; }
          th, .foot { color: #a7b0c3; }
          .todo { background: #222b40; }
          .button { background: #9dbbff; color: #11141b; }
        }
        """;

    // Letters of every script stay as they are; what means something in HTML never does.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Draw(NoticeText text) => $"""
        <!DOCTYPE html>
        <html lang="{E(text.Language)}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{E(text.Title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <div class="card">
        <h1>{E(text.Title)}</h1>
        <p>{E(text.WhatHappened)}</p>
        <table role="presentation">
        {string.Join('\n', text.Facts.Select(Row))}
        </table>
        <p class="todo">{E(text.WhatToDo)}</p>
        <p style="margin:0"><a class="button" href="{E(text.Link.Address.AbsoluteUri)}" target="_blank" rel="noopener">{E(text.Link.Text)}</a></p>
        </div>
        <p class="foot">{E(text.Footer)}</p>
        </body>
        </html>
        """;

    private static string Row((string Label, string Value) fact) =>
        $"<tr><th scope=\"row\">{E(fact.Label)}</th><td dir=\"auto\">{E(fact.Value)}</td></tr>";

    private static string E(string text) => Encoder.Encode(text);
}
