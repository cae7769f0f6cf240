namespace VetVisits.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Serverless.sln")) ? folder
        : Directory.GetParent(folder) is { } parent ? Find(parent.FullName)
        : throw new DirectoryNotFoundException("The tests run inside a checkout: no folder above them holds Serverless.sln.");
}
