namespace VetVisits.Tests.Infra;

/// <summary>Who may do what: roles by the GUIDs that Azure publishes, each as narrow as the work allows.</summary>
public sealed class RoleTests
{
    private static readonly Templates Infra = Templates.OfTheProduct;

    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly Dictionary<string, string> BuiltIn = new(StringComparer.Ordinal)
    {
        ["storageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["storageBlobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["storageBlobDelegator"] = "db58b8e5-c6ad-4a2a-8342-4190687cbf4a",
        ["storageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["storageQueueDataMessageProcessor"] = "8a0f0c08-91a1-4084-bc3d-661d67233fed",
        ["storageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["monitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["keyVaultSecretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["communicationServiceOwner"] = "09976791-48a7-449e-bb21-39d1a415f350",
    };

    [Fact]
    public void Every_role_is_named_once_by_the_GUID_that_Azure_publishes()
    {
        var said = from file in Infra.Files
                   from variable in Infra.File(file)["variables"]!.AsObject()
                   where Guid.TryParse(Resource.Text(variable.Value), out _) && variable.Key != "cosmosDataContributor"
                   select (Name: variable.Key, Guid: Resource.Text(variable.Value)!);
        Assert.NotEmpty(said);
        Assert.All(said, role => Assert.Equal(BuiltIn[role.Name], role.Guid));
        Assert.Equal(BuiltIn.Keys.Order(), said.Select(role => role.Name).Distinct().Order());
    }

    [Fact]
    public void The_app_works_on_its_own_storage_and_telemetry_and_on_nothing_wider()
    {
        var scopes = Infra.Resources("Microsoft.Authorization/roleAssignments").Where(r => r["properties.principalId"] == "appPrincipalId").Select(r => $"{r.File}: {r["scope"]}");
        Assert.Equal(
            ["modules/communication.bicep: service", "modules/host-storage.bicep: account", "modules/monitoring.bicep: component", "modules/photo-storage.bicep: account", "modules/vault.bicep: vault"],
            scopes.Order());
        Assert.Equal("[storageBlobDataOwner, storageQueueDataContributor, storageTableDataContributor]", Names("modules/host-storage.bicep", "roles"));
        Assert.Equal("[storageBlobDataContributor, storageBlobDelegator, storageQueueDataContributor]", Names("modules/photo-storage.bicep", "appRoles"));
    }

    [Fact]
    public void Event_Grid_writes_into_the_dead_letters_alone()
    {
        var role = Assert.Single(Infra.Resources("Microsoft.Authorization/roleAssignments"), r => r["properties.principalId"] == "eventsPrincipalId");
        Assert.Equal("account::blobs::deadLetters", role["scope"]);
        Assert.Contains("storageBlobDataContributor", role["properties.roleDefinitionId"], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_of_the_startups_consumers_takes_messages_from_its_own_queue()
    {
        var role = Assert.Single(Infra.Resources("Microsoft.Authorization/roleAssignments"), r => r["properties.principalId"] == "consumers[i].value");
        Assert.Equal("for i in range(0, length(consumers))", role.Loop);
        Assert.Equal("read[i]", role["scope"]);
        Assert.Equal("reader.key", Infra.Resource(role.File, "read")["name"]);
        Assert.Contains("storageQueueDataMessageProcessor", role["properties.roleDefinitionId"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_app_may_read_and_write_data_in_the_database_and_not_manage_it()
    {
        var role = Assert.Single(Infra.Resources("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments"));
        Assert.Equal("00000000-0000-0000-0000-000000000002", Resource.Text(Infra.Variable(role.File, "cosmosDataContributor")));
        Assert.Equal("'${account.id}/sqlRoleDefinitions/${cosmosDataContributor}'", role["properties.roleDefinitionId"]);
    }

    [Fact]
    public void Assignments_have_names_that_a_second_deployment_finds_again()
    {
        var all = Infra.Resources("Microsoft.Authorization/roleAssignments").Concat(Infra.Resources("Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments"));
        Assert.All(all, r => Assert.StartsWith("guid(", r["name"], StringComparison.Ordinal));
    }

    private static string Names(string file, string variable) =>
        $"[{string.Join(", ", Infra.Variable(file, variable)!.AsArray().Select(Resource.Text))}]";
}
