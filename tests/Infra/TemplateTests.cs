using System.Text.Json.Nodes;

namespace VetVisits.Tests.Infra;

/// <summary>What matters in the templates, as plain statements.</summary>
public sealed class TemplateTests
{
    private static readonly Templates Infra = Templates.OfTheProduct;

    [Fact]
    public void Every_template_is_valid_by_the_grammar()
    {
        Assert.Contains("main.bicep", Infra.Files);
        Assert.Contains("eventing.bicep", Infra.Files);
        Assert.Empty(Infra.Faults);
    }

    [Fact]
    public void A_fault_in_a_template_would_be_seen()
    {
        var folder = Directory.CreateTempSubdirectory();
        File.WriteAllText(Path.Combine(folder.FullName, "broken.bicep"), "resource x 'A/b@2025-01-01' = { name: }");
        Assert.NotEmpty(new Templates(folder.FullName).Faults);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Storage_accounts_take_no_shared_key_no_anonymous_reader_and_nothing_below_TLS_1_2()
    {
        var accounts = Infra.Resources("Microsoft.Storage/storageAccounts").ToList();
        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, account =>
        {
            Assert.Equal("false", account["properties.allowSharedKeyAccess"]);
            Assert.Equal("false", account["properties.allowBlobPublicAccess"]);
            Assert.Equal("false", account["properties.allowCrossTenantReplication"]);
            Assert.Equal("true", account["properties.supportsHttpsTrafficOnly"]);
            Assert.Equal("TLS1_2", account["properties.minimumTlsVersion"]);
        });
        Assert.All(Infra.Resources("Microsoft.Storage/storageAccounts/blobServices/containers"), c => Assert.Equal("None", c["properties.publicAccess"]));
    }

    [Fact]
    public void Deleted_blobs_can_be_brought_back_for_a_week()
    {
        var services = Infra.Resources("Microsoft.Storage/storageAccounts/blobServices").ToList();
        Assert.Equal(2, services.Count);
        Assert.All(services, s => Assert.Equal("true 7", $"{s["properties.deleteRetentionPolicy.enabled"]} {s["properties.deleteRetentionPolicy.days"]}"));
        Assert.All(services, s => Assert.Equal("true", s["properties.containerDeleteRetentionPolicy.enabled"]));
    }

    [Fact]
    public void The_database_is_strongly_consistent_with_one_writer_and_no_keys()
    {
        var account = Assert.Single(Infra.Resources("Microsoft.DocumentDB/databaseAccounts"));
        Assert.Equal("Strong", account["properties.consistencyPolicy.defaultConsistencyLevel"]);
        Assert.Equal("false", account["properties.enableMultipleWriteLocations"]);
        Assert.Equal("true", account["properties.disableLocalAuth"]);
        Assert.Equal("true", account["properties.disableKeyBasedMetadataWriteAccess"]);
        Assert.Equal("Tls12", account["properties.minimalTlsVersion"]);
        Assert.Equal("Continuous", account["properties.backupPolicy.type"]);
        Assert.Equal("serverless", (string?)Infra.File("main.bicep")["parameters"]!["cosmosCapacity"]!["default"]);
    }

    [Fact]
    public void Telemetry_and_calls_take_no_keys_either()
    {
        Assert.Equal("true", Assert.Single(Infra.Resources("Microsoft.Insights/components"))["properties.DisableLocalAuth"]);
        Assert.Equal("true", Assert.Single(Infra.Resources("Microsoft.OperationalInsights/workspaces"))["properties.features.disableLocalAuth"]);
        Assert.Equal("true", Assert.Single(Infra.Resources("Microsoft.Communication/communicationServices"))["properties.disableLocalAuth"]);
    }

    [Fact]
    public void Secrets_of_others_are_read_from_the_vault_by_the_app_and_written_by_no_template()
    {
        var vault = Assert.Single(Infra.Resources("Microsoft.KeyVault/vaults"));
        Assert.Equal("true true", $"{vault["properties.enableRbacAuthorization"]} {vault["properties.enableSoftDelete"]}");
        Assert.Empty(Infra.Resources("Microsoft.KeyVault/vaults/secrets"));
        Assert.Equal("identityId", Assert.Single(Infra.Resources("Microsoft.Web/sites"))["properties.keyVaultReferenceIdentity"]);
    }

    [Fact]
    public void The_only_key_that_is_ever_read_is_the_hosts_own_for_the_web_hook_of_Event_Grid()
    {
        var found = from file in Directory.EnumerateFiles(Repository.Path("infra"), "*.bicep*", SearchOption.AllDirectories)
                    from line in File.ReadLines(file)
                    where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                    where line.Contains("listKeys", StringComparison.OrdinalIgnoreCase) || line.Contains("AccountKey", StringComparison.OrdinalIgnoreCase) || line.Contains("listConnectionStrings", StringComparison.OrdinalIgnoreCase)
                    select Path.GetFileName(file);
        Assert.Equal(["eventing.bicep"], found);
        Assert.Empty(Infra.File("eventing.bicep")["outputs"]!.AsObject());
    }

    [Fact]
    public void No_output_and_no_parameter_carries_a_secret()
    {
        string[] words = ["key", "secret", "password", "connectionstring", "sas"];
        var outputs = from file in Infra.Files
                      from output in Infra.File(file)["outputs"]!.AsObject()
                      select $"{output.Key} {Resource.Text(output.Value)}";
        var parameters = from file in Infra.Files from parameter in Infra.File(file)["parameters"]!.AsObject() select parameter.Key;
        Assert.NotEmpty(outputs);
        Assert.All(outputs.Concat(parameters), said => Assert.DoesNotContain(words, word => said.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public void The_app_is_Flex_Consumption_on_dotnet_10_and_has_one_identity()
    {
        var plan = Assert.Single(Infra.Resources("Microsoft.Web/serverfarms"));
        Assert.Equal("FC1 FlexConsumption true", $"{plan["sku.name"]} {plan["sku.tier"]} {plan["properties.reserved"]}");
        var app = Assert.Single(Infra.Resources("Microsoft.Web/sites"));
        Assert.Equal("functionapp,linux", app["kind"]);
        Assert.Equal("UserAssigned", app["identity.type"]);
        Assert.Equal("dotnet-isolated 10.0", $"{app["properties.functionAppConfig.runtime.name"]} {app["properties.functionAppConfig.runtime.version"]}");
        Assert.Equal("UserAssignedIdentity", app["properties.functionAppConfig.deployment.storage.authentication.type"]);
        Assert.Equal("true", app["properties.httpsOnly"]);
        Assert.Equal("1.2 1.2 Disabled", $"{app["properties.siteConfig.minTlsVersion"]} {app["properties.siteConfig.scmMinTlsVersion"]} {app["properties.siteConfig.ftpsState"]}");
        Assert.Equal(["ftp", "scm"], Infra.Resources("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Where(p => p["properties.allow"] == "false").Select(p => p["name"]).Order());
    }

    [Fact]
    public void By_default_the_app_scales_to_zero_and_costs_nothing_but_storage()
    {
        var defaults = Infra.File("main.bicep")["parameters"]!;
        Assert.Equal(0, (int)defaults["alwaysReady"]!["default"]!);
        Assert.All(["privateNetwork", "frontDoor", "communication", "watchHealth", "zoneRedundant"], extra => Assert.False((bool)defaults[extra]!["default"]!));
    }

    [Fact]
    public void With_Front_Door_nobody_reaches_the_app_around_it_but_Event_Grid()
    {
        var app = Assert.Single(Infra.Resources("Microsoft.Web/sites"));
        Assert.Equal("empty(frontDoorId) ? 'Allow' : 'Deny'", app["properties.siteConfig.ipSecurityRestrictionsDefaultAction"]);
        var rules = app["properties.siteConfig.ipSecurityRestrictions"]!;
        Assert.Contains("AzureFrontDoor.Backend", rules, StringComparison.Ordinal);
        Assert.Contains("'x-azure-fdid': [frontDoorId]", rules, StringComparison.Ordinal);
        Assert.Contains("AzureEventGrid", rules, StringComparison.Ordinal);
        var policy = Assert.Single(Infra.Resources("Microsoft.Network/FrontDoorWebApplicationFirewallPolicies"));
        var rule = policy.Node("properties.customRules.rules")![0]!;
        Assert.Equal("RateLimitRule Block", $"{rule["ruleType"]} {rule["action"]}");
        Assert.Equal("Prevention", policy["properties.policySettings.mode"]);
    }

    [Fact]
    public void Raw_uploads_leave_after_two_days_and_undelivered_events_after_thirty()
    {
        var rules = Assert.Single(Infra.Resources("Microsoft.Storage/storageAccounts/managementPolicies")).Node("properties.policy.rules")!.AsArray();
        Assert.Equal(2, DaysUntilDeleted(rules, "uploads/"));
        Assert.Equal(30, DaysUntilDeleted(rules, "dead-letters/"));
        Assert.DoesNotContain(rules, r => Prefixes(r).Contains("photos/") && r!["definition"]!["actions"]!["baseBlob"]!["delete"] is not null);
    }

    private static int DaysUntilDeleted(JsonArray rules, string prefix) =>
        (int)rules.Single(r => (bool)r!["enabled"]! && Prefixes(r).Contains(prefix))!["definition"]!["actions"]!["baseBlob"]!["delete"]!["daysAfterCreationGreaterThan"]!;

    private static IEnumerable<string> Prefixes(JsonNode? rule) => Templates.Strings(rule!["definition"]!["filters"]!["prefixMatch"]);
}
