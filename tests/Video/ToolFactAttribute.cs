namespace VetVisits.Tests.Video;

/// <summary>A test that needs programs of this machine. Where one is missing the test says so; in CI, where they are installed, it fails instead.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] programs)
    {
        Programs = programs;
        var missing = programs.Where(program => !Exists(program)).ToList();
        if (missing.Count > 0 && !IsCi) Skip = $"Missing on this machine: {string.Join(", ", missing)}. Install with: apt-get install chromium coturn";
    }

    public string[] Programs { get; }

    private static bool IsCi => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    private static bool Exists(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
