using System.Diagnostics;
using System.Reflection;

namespace VetVisits.Tests.Infra;

/// <summary>What Bicep's own compiler says: types, API versions, scopes, names of resources and its linter's rules.</summary>
public sealed class CompilerTests
{
    [Theory]
    [InlineData("main.bicep")] // With every module.
    [InlineData("eventing.bicep")]
    public async Task A_template_compiles_without_a_warning(string file)
    {
        var (code, said, template) = await Bicep("build", Repository.Path("infra", file), "--stdout");
        Assert.Equal("", said);
        Assert.Equal(0, code);
        Assert.Contains("\"$schema\"", template, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main.bicepparam")]
    [InlineData("prod.bicepparam")]
    public async Task The_parameters_of_an_environment_fit_the_template(string file)
    {
        var (code, said, _) = await Bicep("build-params", Repository.Path("infra", file), "--stdout");
        Assert.Equal("", said);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Production_is_not_deployed_while_nobody_hears_of_its_alerts()
    {
        var (code, said, _) = await Bicep("build-params", Repository.Path("infra", "prod.bicepparam"), "--stdout", withoutAlerts: true);
        Assert.NotEqual(0, code);
        Assert.Contains("ALERT_EMAIL", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_the_grammar_cannot_see_is_seen()
    {
        var folder = Directory.CreateTempSubdirectory("vetvisits-");
        var file = Path.Combine(folder.FullName, "broken.bicep");
        await File.WriteAllTextAsync(file, "resource x 'Microsoft.Storage/storageAccounts@2025-08-01' = { name: 'abc', location: 'x', kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { allowSharedKeyAcces: false } }");
        Assert.Contains("allowSharedKeyAcces", (await Bicep("build", file, "--stdout")).Said, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static async Task<(int Code, string Said, string Made)> Bicep(string command, string file, string to, bool withoutAlerts = false)
    {
        var program = typeof(CompilerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Bicep").Value!;
        // A package brings files without the right to be run, on some systems.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo(program, [command, file, to]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OIDC_ISSUER"] = "https://login.example.org/";
        start.Environment["ALERT_EMAIL"] = "on-call@example.org";
        if (withoutAlerts) start.Environment.Remove("ALERT_EMAIL");
        using var bicep = Process.Start(start)!;
        var made = bicep.StandardOutput.ReadToEndAsync();
        var said = await bicep.StandardError.ReadToEndAsync();
        await bicep.WaitForExitAsync();
        return (bicep.ExitCode, said.Trim(), await made);
    }
}
