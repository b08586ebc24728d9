namespace TokenPortal.Core.Grants;

/// <summary>The database could not be asked, or did not answer.</summary>
public sealed class GrantStoreException(GrantStoreFailure failure, Exception innerException)
    : Exception(failure.ToString(), innerException)
{
    /// <summary>What is known about the change that was asked for.</summary>
    public GrantStoreFailure Failure { get; } = failure;
}

/// <summary>What is known after a failed call.</summary>
public enum GrantStoreFailure
{
    /// <summary>Nothing was changed.</summary>
    NothingChanged,

    /// <summary>The change may or may not have been committed; it is safe to try again.</summary>
    OutcomeUnknown,
}
