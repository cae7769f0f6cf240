using Microsoft.Azure.Functions.Worker;
using VetVisits.Local.Host;
using VetVisits.Tests.OnAzure.Broken;

namespace VetVisits.Tests.OnAzure;

/// <summary>Every function of the product is one that the real worker binds as meant.</summary>
public sealed class FunctionTests
{
    [Fact]
    public void Every_function_is_bound_by_the_real_worker_as_it_is_meant() =>
        Assert.Empty(WorkerRules.Broken(typeof(Services).Assembly.GetTypes()));

    [Fact]
    public void Functions_stand_in_classes_that_are_called_so() => // The local host looks only there.
        Assert.Equal(
            Found.In(typeof(Services).Assembly.GetTypes()).Select(f => f.Name).Order(),
            Found.In(Found.Classes).Select(f => f.Name).Order());

    [Theory]
    [InlineData(typeof(NotPublic), "is not public")]
    [InlineData(typeof(InternalClass), "a class that is not public")]
    [InlineData(typeof(NotSealed), "not sealed")]
    [InlineData(typeof(GenericMethod), "is generic")]
    [InlineData(typeof(TwoConstructors), "more than one public constructor")]
    [InlineData(typeof(IllegalName), "illegal name '1st'")]
    [InlineData(typeof(HostName), "illegal name 'Host'")]
    [InlineData(typeof(SameName), "share the name")]
    [InlineData(typeof(ReturnsVoid), "returns Void")]
    [InlineData(typeof(ReturnsMessage), "no output bindings")]
    [InlineData(typeof(ReturnsObject), "an HTTP function returns Task<IResult>")]
    [InlineData(typeof(NoTrigger), "has 0 triggers")]
    [InlineData(typeof(TwoTriggers), "has 2 triggers")]
    [InlineData(typeof(InjectsLogger), "the worker injects nothing else")]
    [InlineData(typeof(DefaultValue), "a default value")]
    [InlineData(typeof(NumberFromRoute), "a path gives strings")]
    [InlineData(typeof(RouteWithoutParameter), "no parameter for it")]
    [InlineData(typeof(TwoTokens), "two CancellationTokens")]
    [InlineData(typeof(MvcAttribute), "carries [FromRouteAttribute]")]
    [InlineData(typeof(AsksForHostKey), "asks for a host key")]
    [InlineData(typeof(NoVerb), "names no verb")]
    [InlineData(typeof(StrangeVerb), "names the verb 'fetch'")]
    [InlineData(typeof(NoRoute), "names no route")]
    [InlineData(typeof(AdminRoute), "admin is the host's")]
    [InlineData(typeof(OptionalRoute), "optional route parameter")]
    [InlineData(typeof(NobodyAllowed), "whom it [Allows]")]
    [InlineData(typeof(BodyAsParameter), "takes its trigger as CommitRef")]
    [InlineData(typeof(SameRoute), "share the route GET SAME/{}")]
    [InlineData(typeof(HiddenRoute), "is hidden behind")]
    [InlineData(typeof(PollsBlobs), "only the Event Grid source")]
    [InlineData(typeof(BlobElsewhere), "photographs are in Photos")]
    [InlineData(typeof(BlobAsBytes), "takes its trigger as BinaryData")]
    [InlineData(typeof(BlobRetries), "a retry attribute that its trigger refuses")]
    [InlineData(typeof(UnknownQueue), "which nobody makes")]
    [InlineData(typeof(TakesVetNotifications), "the startup's own consumer")]
    [InlineData(typeof(QueueElsewhere), "where it is not")]
    [InlineData(typeof(QueueAsText), "takes its trigger as String")]
    [InlineData(typeof(FiveFields), "six fields, seconds first")]
    [InlineData(typeof(RunsAtStart), "runs at every start")]
    [InlineData(typeof(FeedWithoutRetry), "without a retry policy")]
    [InlineData(typeof(FeedGivesUp), "gives up its batch")]
    [InlineData(typeof(FeedCarelessly), "retry intervals that the worker refuses")]
    [InlineData(typeof(FeedCarelessly), "the journal is in Cosmos")]
    [InlineData(typeof(FeedCarelessly), "leases in 'leases'")]
    [InlineData(typeof(FeedCarelessly), "no lease prefix")]
    [InlineData(typeof(FeedCarelessly), "start from the beginning")]
    [InlineData(typeof(FeedCarelessly), "takes its trigger as IReadOnlyList")]
    [InlineData(typeof(SameLeases), "share the lease prefix")]
    public void A_function_that_would_be_bound_otherwise_is_refused(Type type, string because) =>
        Assert.Contains(WorkerRules.Broken([type]), said => said.Contains(because, StringComparison.Ordinal));

    [Fact]
    public void A_function_that_leaves_the_authorization_level_out_does_not_compile() => // The official class allows it, and the host then asks for a key.
        Assert.All(typeof(HttpTriggerAttribute).GetConstructors(), c => Assert.Equal(typeof(AuthorizationLevel), c.GetParameters()[0].ParameterType));

    // Read in Azure/azure-functions-dotnet-worker, release tags of the versions in Directory.Packages.props.
    [Theory]
    [InlineData(typeof(FunctionAttribute), "Name")]
    [InlineData(typeof(HttpTriggerAttribute), "Route! Methods AuthLevel")]
    [InlineData(typeof(BlobTriggerAttribute), "BlobPath Connection! Source!")]
    [InlineData(typeof(QueueTriggerAttribute), "QueueName Connection!")]
    [InlineData(typeof(TimerTriggerAttribute), "Schedule UseMonitor! RunOnStartup!")]
    [InlineData(typeof(CosmosDBTriggerAttribute), "ContainerName DatabaseName Connection! LeaseContainerName! LeaseDatabaseName! LeaseConnection! CreateLeaseContainerIfNotExists! LeasesContainerThroughput! LeaseContainerPrefix! FeedPollDelay! LeaseRenewInterval! LeaseAcquireInterval! LeaseExpirationInterval! MaxItemsPerInvocation! StartFromBeginning! StartFromTime! PreferredLocations! ChangeFeedMode!")]
    [InlineData(typeof(ExponentialBackoffRetryAttribute), "MaxRetryCount! MinimumInterval MaximumInterval")]
    [InlineData(typeof(TimerInfo), "ScheduleStatus! IsPastDue!")]
    [InlineData(typeof(ScheduleStatus), "Last! Next! LastUpdated!")]
    public void The_attributes_of_the_local_build_have_no_member_that_the_official_ones_lack(Type type, string official)
    {
        var theirs = official.Split(' ');
        var ours = type.GetProperties().Where(p => p.DeclaringType == type).Select(p => p.SetMethod is { IsPublic: true } ? $"{p.Name}!" : p.Name);
        Assert.Empty(ours.Except(theirs.Concat(theirs.Select(t => t.TrimEnd('!')))));
        Assert.Equal("Microsoft.Azure.Functions.Worker", type.Namespace);
    }
}
