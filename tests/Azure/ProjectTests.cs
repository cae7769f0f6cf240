using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace VetVisits.Tests.OnAzure;

/// <summary>The project that deploys, which a partial registry cannot build: what can be said of it by reading.</summary>
public sealed partial class ProjectTests
{
    private static readonly XDocument Project = XDocument.Load(Repository.Path("functions", "functions.csproj"));
    private static readonly string[] Packages = [.. Project.Descendants("PackageReference").Select(p => (string)p.Attribute("Include")!)];

    /// <summary>Where a namespace does not begin with its package's name.</summary>
    private static readonly Dictionary<string, string> Homes = new(StringComparer.Ordinal)
    {
        ["Polly"] = "Polly.Core",
        ["Microsoft.Azure.Functions"] = "Microsoft.Azure.Functions.Worker",
        ["Microsoft.IdentityModel"] = "Microsoft.IdentityModel.JsonWebTokens",
        ["OpenTelemetry"] = "Azure.Monitor.OpenTelemetry.Exporter",
        ["MimeKit"] = "MailKit",
        ["Azure.Core"] = "Azure.Identity",
        ["Azure"] = "Azure.Identity",
    };

    [Fact]
    public void Every_namespace_that_the_functions_use_comes_with_a_package_that_deploys()
    {
        Assert.DoesNotContain(Used(), name => !Packages.Any(p => name == p || name.StartsWith(p + ".", StringComparison.Ordinal) || p.StartsWith(name + ".", StringComparison.Ordinal))
            && !Homes.Any(h => (name == h.Key || name.StartsWith(h.Key + ".", StringComparison.Ordinal)) && Packages.Contains(h.Value)));
    }

    [Fact]
    public void No_package_deploys_that_nothing_uses()
    {
        // Used without a namespace of their own: what the Cosmos DB client wants said, what builds, and the packages whose attributes stand in the worker's namespace.
        string[] otherwise =
        [
            "Newtonsoft.Json", "Microsoft.Azure.Functions.Worker.Sdk", "Microsoft.Azure.Functions.Worker.Extensions.CosmosDB", "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore",
            "Microsoft.Azure.Functions.Worker.Extensions.Storage.Blobs", "Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues", "Microsoft.Azure.Functions.Worker.Extensions.Timer",
        ];
        var used = Used().ToList();
        Assert.All(Packages.Except(otherwise), package => Assert.Contains(used, name =>
            name == package || name.StartsWith(package + ".", StringComparison.Ordinal) || Homes.Any(h => h.Value == package && name.StartsWith(h.Key, StringComparison.Ordinal))));
    }

    [Fact]
    public void The_usings_that_the_local_builds_SDK_gives_are_given_to_what_deploys_too()
    {
        var said = XDocument.Load(Repository.Path("functions", "Shared.props")).Descendants("Using").Select(u => (string)u.Attribute("Include")!);
        string[] ofTheWebSdk =
        [
            "System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
            "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        ];
        Assert.Empty(ofTheWebSdk.Except(said));
    }

    [Fact]
    public void Every_package_has_its_version_in_the_one_central_place()
    {
        var versions = XDocument.Load(Repository.Path("Directory.Packages.props")).Descendants("PackageVersion").Select(p => (string)p.Attribute("Include")!);
        Assert.Empty(Packages.Except(versions));
        Assert.Equal(Packages.Order(StringComparer.Ordinal), Packages);
    }

    [Fact]
    public void What_deploys_is_compiled_ahead_of_time_for_the_machine_that_it_runs_on()
    {
        string Said(string name) => string.Join(' ', Project.Descendants(name).Select(e => e.Value));
        Assert.Equal("linux-x64 true false", $"{Said("RuntimeIdentifier")} {Said("PublishReadyToRun")} {Said("SelfContained")}");
        Assert.Contains(Project.Descendants("None"), n => (string?)n.Attribute("Link") == "host.json" && (string?)n.Attribute("CopyToPublishDirectory") == "PreserveNewest");
    }

    [Fact]
    public void The_program_opens_the_web_application_and_registers_what_every_host_shares()
    {
        var program = File.ReadAllText(Repository.Path("functions", "Program.cs"));
        Assert.Contains("builder.ConfigureFunctionsWebApplication();", program, StringComparison.Ordinal); // Left out, nothing complains and HttpRequest is null.
        Assert.Contains(".AddVetVisits()", program, StringComparison.Ordinal);
        Assert.Contains("MaxRequestBodySize", program, StringComparison.Ordinal);
        Assert.InRange(program.Split('\n').Length, 1, 40);
    }

    private static IEnumerable<string> Used() => Directory.EnumerateFiles(Repository.Path("functions"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .SelectMany(File.ReadLines).Select(l => Using().Match(l)).Where(m => m.Success).Select(m => m.Groups["name"].Value)
        .Where(n => !InFramework().IsMatch(n)).Distinct();

    [GeneratedRegex(@"^using (static )?(?<name>[A-Z][A-Za-z.0-9]+);", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Using();

    [GeneratedRegex(@"^(System|VetVisits|Microsoft\.AspNetCore|Microsoft\.Extensions|Microsoft\.Net)(\.|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InFramework();
}
