namespace TokenPortal.Core.Grants;

/// <summary>
/// Hints that a subject's connected apps may have changed, in whatever process. A hint says "read again" and no more;
/// after the connection to the database was lost, everyone is told to read again.
/// </summary>
public interface IGrantChanges
{
    /// <summary>
    /// A stamp that differs from an earlier one whenever a hint for this subject may have passed between the two, or
    /// the two were taken in different processes. Take it before reading, compare after subscribing: nothing is missed.
    /// </summary>
    string StampFor(string subject);

    /// <summary>Calls back on each hint until disposed. The callback must not throw and runs on a pool thread.</summary>
    IDisposable Subscribe(string subject, Func<Task> onChange);
}
