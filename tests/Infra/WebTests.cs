using System.Diagnostics;
using System.Text.Json.Nodes;

namespace VetVisits.Tests.Infra;

/// <summary>The web client beside the API: who may call whom, and what the pages are told at deploy.</summary>
public sealed class WebTests
{
    private static readonly Templates Infra = Templates.OfTheProduct;

    [Fact]
    public void The_client_is_a_static_site_by_one_parameter_without_copies_for_pull_requests()
    {
        var site = Assert.Single(Infra.Resources("Microsoft.Web/staticSites"));
        Assert.Equal("Disabled", site["properties.stagingEnvironmentPolicy"]);
        Assert.Equal("Free", site["sku.name"]);
        var module = Infra.File("main.bicep")["modules"]!.AsArray().Single(m => (string)m!["file"]! == "modules/web.bicep")!;
        Assert.Equal("webClient", (string)module["condition"]!);
    }

    [Fact]
    public void Its_origin_may_call_the_API_and_upload_photographs()
    {
        var origins = Infra.Variable("main.bicep", "origins")!["="]!.ToString();
        Assert.Contains("web!.outputs.origin", origins, StringComparison.Ordinal);
        foreach (var file in new[] { "modules/function-app.bicep", "modules/photo-storage.bicep" })
        {
            var module = Infra.File("main.bicep")["modules"]!.AsArray().Single(m => (string)m!["file"]! == file)!;
            Assert.Equal("origins", (string)module["body"]!["params"]!["webOrigins"]!["="]!);
        }
        Assert.Equal("webOrigins", Assert.Single(Infra.Resources("Microsoft.Web/sites"))["properties.siteConfig.cors.allowedOrigins"]);
    }

    [Fact]
    public void A_browser_may_send_the_headers_of_an_upload()
    {
        var rule = Infra.Resource("modules/photo-storage.bicep", "blobs")["properties.cors.corsRules"]!;
        foreach (var header in new[] { "content-type", "x-ms-blob-type" }) Assert.Contains(header, rule, StringComparison.Ordinal);
        Assert.Contains("allowedOrigins: webOrigins", rule, StringComparison.Ordinal);
        Assert.DoesNotContain("'*'", rule, StringComparison.Ordinal);
    }

    [Fact]
    public void What_azd_deploys_is_named_as_the_template_tags_it()
    {
        var azd = File.ReadAllText(Repository.Path("azure.yaml"));
        foreach (var (file, type) in new[] { ("web", "Microsoft.Web/staticSites"), ("api", "Microsoft.Web/sites") })
        {
            Assert.Contains($"  {file}:", azd, StringComparison.Ordinal);
            Assert.Contains($"'azd-service-name': '{file}'", Assert.Single(Infra.Resources(type))["tags"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void At_deploy_the_pages_are_told_where_the_API_is_and_who_signs_people_in()
    {
        var folder = Built();
        var (code, _) = Write(folder, ("OIDC_CLIENT_ID", "web-1"));
        Assert.Equal(0, code);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "config.json")))!;
        Assert.Equal("https://api.example.org/api", (string)config["api"]!);
        Assert.Equal("https://login.example.org/ web-1 openid profile", $"{config["oidc"]!["authority"]} {config["oidc"]!["clientId"]} {config["oidc"]!["scope"]}");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Without_a_client_id_or_without_built_pages_nothing_is_written_and_it_says_what_to_do()
    {
        var folder = Built();
        Assert.Contains("OIDC_CLIENT_ID", Write(folder).Said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "config.json")));
        File.Delete(Path.Combine(folder, "index.html"));
        Assert.Contains("npm run build", Write(folder, ("OIDC_CLIENT_ID", "web-1")).Said, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static string Built()
    {
        var folder = Directory.CreateTempSubdirectory("vetvisits-").FullName;
        File.WriteAllText(Path.Combine(folder, "index.html"), "<html>");
        return folder;
    }

    private static (int Code, string Said) Write(string folder, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("sh", [Repository.Path("infra", "web-config.sh"), folder]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment.Remove("OIDC_CLIENT_ID");
        foreach (var (name, value) in settings.Concat([("API_URL", "https://api.example.org/api"), ("OIDC_ISSUER", "https://login.example.org/")])) start.Environment[name] = value;
        using var run = Process.Start(start)!;
        var said = run.StandardError.ReadToEnd();
        run.WaitForExit();
        return (run.ExitCode, said);
    }
}
