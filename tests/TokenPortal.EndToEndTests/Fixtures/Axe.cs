using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Fixtures;

/// <summary>What axe finds on a page.</summary>
internal static class Axe
{
    // The size of targets (WCAG 2.5.8) is a rule that axe leaves out unless it is asked.
    private const string Run = """
        async () => {
          const { violations } = await axe.run(
            document, { rules: { "target-size": { enabled: true } }, resultTypes: ["violations"] });
          return violations.map(({ id, impact, nodes }) =>
            `${id} (${impact}): ${nodes.map(node => node.html).join(" | ")}`);
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>One line for each rule that is broken.</summary>
    public static async Task<string[]> FindAsync(IPage page)
    {
        // Once for a document, and not for every run as the package has it: that takes five times as long.
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Run);
    }
}
