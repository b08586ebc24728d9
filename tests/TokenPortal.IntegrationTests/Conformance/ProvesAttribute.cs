using System.Reflection;
using Xunit.v3;

namespace TokenPortal.IntegrationTests.Conformance;

/// <summary>Names the lines of docs/conformance.md that a test proves, and reports how it ended.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProvesAttribute(params string[] lines) : BeforeAfterTestAttribute
{
    public IReadOnlyList<string> Lines { get; } = lines;

    public override void After(MethodInfo methodUnderTest, IXunitTest test) => ConformanceReport.Record(
        methodUnderTest, TestContext.Current.TestState?.Result == TestResult.Passed);
}
