namespace TokenPortal.ComponentTests.Fakes;

/// <summary>Stands in for a page's dispatcher.</summary>
public static class Dispatchers
{
    public static Task Directly(Func<Task> action) => action();
}
