using System.CommandLine;

namespace TokenPortal.Web.Operators;

/// <summary>Options that several commands have.</summary>
internal static class OperatorOptions
{
    public static Option<string> Subject() => new("--subject")
    {
        Description = "Whom, by the subject that the authorization server has for them.",
        Required = true,
    };
}
