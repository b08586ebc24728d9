using MimeKit;
using TokenPortal.Core.Notices;
using TokenPortal.Web.Notices;

namespace TokenPortal.ComponentTests.Notices;

/// <summary>What strangers registered or wrote is shown, and does nothing else.</summary>
public sealed class NoticeInjectionTests
{
    [Theory] // Case 61
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"><img src=x onerror=alert(1)>")]
    [InlineData("</td></tr></table><a href='https://evil.example'>click</a>")]
    public void Html_NameWithMarkup_ShowsItAsText(string name)
    {
        var html = NoticeHtml.Draw(new NoticeBuilder
        {
            Kind = NoticeKind.AppRemovedBySupport,
            Actor = name,
            Apps = [name],
            Note = name,
        }.Text());

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", html, StringComparison.Ordinal);
        Assert.Equal(1, Count(html, "<a "));
        Assert.Equal(1, Count(html, "</table>"));
    }

    [Theory]
    [InlineData("Calendar\r\nBcc: eve@evil.example")]
    [InlineData("Calendar\nContent-Type: text/html\n\n<h1>")]
    [InlineData("Calendar\u2028Bcc: eve@evil.example")]
    [InlineData("Calendar\0\u0007")]
    public void Mail_NameWithLines_AddsNoHeader(string name)
    {
        var mail = Reparse(new NoticeBuilder { Apps = [name], Name = name, Note = name }.Mime()!);

        Assert.Equal("ann@example.com", Assert.Single(mail.To.Mailboxes).Address);
        Assert.Empty(mail.Bcc);
        Assert.Empty(mail.Cc);
        Assert.StartsWith("A new app was connected: Calendar", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(mail.Subject!, char.IsControl);
        Assert.IsType<MultipartAlternative>(mail.Body);
    }

    [Theory]
    [InlineData("\u202Eevil\u202C")]
    [InlineData("\u2067evil\u2069")]
    [InlineData("e\u200Bv\u200Bi\u200Bl\uFEFF")]
    public void Text_DirectionAndInvisibleMarks_AreRemoved(string name) =>
        Assert.Equal("A new app was connected: evil", new NoticeBuilder { Apps = [name] }.Text().Title);

    [Theory]
    [InlineData("Pay at https://evil.example/login now")]
    [InlineData("www.evil.example")]
    [InlineData("evil.example/path")]
    [InlineData("write to eve@evil.example")]
    public void Text_AddressInAName_IsNoLinkForAMailProgram(string name)
    {
        var text = new NoticeBuilder { Apps = [name], Note = name }.Text().ToPlainText();
        Assert.DoesNotContain("evil.example", text, StringComparison.Ordinal);
        Assert.Equal(1, Count(text, "://"));
        Assert.DoesNotContain("@evil", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_NameOfGreatLength_IsCut() => Assert.InRange(
        new NoticeBuilder { Apps = [new string('x', 5000)] }.Text().Title.Length, 10, 120);

    [Fact]
    public void Mail_EveryTry_HasTheSameMessageIdAndSaysThatAProgramSentIt()
    {
        var (first, second) = (new NoticeBuilder().Mime()!, new NoticeBuilder().Mime()!);
        Assert.Equal("0198f3c16a107d219b3e5a6c1f00a001@example.com", first.MessageId);
        Assert.Equal(first.MessageId, second.MessageId);
        Assert.Equal("auto-generated", first.Headers[HeaderId.AutoSubmitted]);
    }

    [Fact]
    public void Mail_Russian_ArrivesAsWritten()
    {
        var mail = Reparse(new NoticeBuilder { Language = "ru", Apps = ["Календарь"] }.Mime()!);
        Assert.Equal("Подключено новое приложение: Календарь", mail.Subject);
        Assert.Contains("Приложение «Календарь»", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Приложение «Календарь»", mail.HtmlBody, StringComparison.Ordinal);
    }

    private static MimeMessage Reparse(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        stream.Position = 0;
        return MimeMessage.Load(stream);
    }

    private static int Count(string text, string part) =>
        text.Split(part, StringSplitOptions.None).Length - 1;
}
