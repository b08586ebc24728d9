namespace TokenPortal.Core.Access;

/// <summary>A value, or why the caller may not have it.</summary>
public abstract record AccessResult<T>
{
    private AccessResult()
    {
    }

    /// <summary>Why not, or null.</summary>
    public Refusal? Refusal => this is Refused refused ? refused.Reason : null;

    public sealed record Done(T Value) : AccessResult<T>;

    public sealed record Refused(Refusal Reason) : AccessResult<T>;
}
