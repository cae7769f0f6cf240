using Microsoft.Azure.Functions.Worker;
using VetVisits.Local.Host;

namespace VetVisits.Tests.Infra;

/// <summary>How an upload reaches the photo function, and what becomes of an event that does not.</summary>
public sealed class EventingTests
{
    private static readonly Templates Infra = Templates.OfTheProduct;
    private static readonly Resource Subscription = Assert.Single(Infra.Resources("Microsoft.EventGrid/systemTopics/eventSubscriptions"));

    [Fact]
    public void The_subscription_is_made_after_the_code_and_never_with_the_rest()
    {
        Assert.Equal("eventing.bicep", Subscription.File);
        Assert.DoesNotContain(Infra.File("main.bicep")["modules"]!.AsArray(), m => ((string)m!["file"]!).Contains("eventing", StringComparison.Ordinal));
        Assert.All(Infra.All.Where(r => r.File == "eventing.bicep" && r != Subscription), r => Assert.True(r.Existing || r.Symbol == Subscription.Symbol));
    }

    [Fact]
    public void Only_whole_uploads_are_told_of()
    {
        Assert.Equal("/blobServices/default/containers/uploads/", Subscription["properties.filter.subjectBeginsWith"]);
        Assert.Equal(["Microsoft.Storage.BlobCreated"], Templates.Strings(Subscription.Node("properties.filter.includedEventTypes")));
        var filter = Assert.Single(Subscription.Node("properties.filter.advancedFilters")!.AsArray())!;
        Assert.Equal("data.api StringIn", $"{filter["key"]} {filter["operatorType"]}");
        Assert.Equal(["PutBlob", "PutBlockList", "CopyBlob", "FlushWithClose"], Templates.Strings(filter["values"]));
    }

    [Fact]
    public void The_function_that_is_called_is_the_one_that_reads_the_uploads()
    {
        var blobs = Found.In(Found.Classes).Where(f => f.Trigger is BlobTriggerAttribute).ToList();
        var function = Assert.Single(blobs);
        Assert.Equal(function.Name, (string?)Infra.File("eventing.bicep")["parameters"]!["functionName"]!["default"]);
        var container = ((BlobTriggerAttribute)function.Trigger).BlobPath.Split('/')[0];
        Assert.Equal($"/blobServices/default/containers/{container}/", Subscription["properties.filter.subjectBeginsWith"]);
        Assert.Contains(Infra.Resources("Microsoft.Storage/storageAccounts/blobServices/containers"), c => c.File == "modules/photo-storage.bicep" && c["name"] == container);
        Assert.Contains("functionName=Host.Functions.${functionName}", Resource.Text(Infra.Variable("eventing.bicep", "hook")), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_is_tried_for_a_day_and_then_kept_as_a_dead_letter()
    {
        Assert.Equal("1440", Subscription["properties.retryPolicy.eventTimeToLiveInMinutes"]);
        Assert.Equal("dead-letters", Subscription["properties.deadLetterWithResourceIdentity.deadLetterDestination.properties.blobContainerName"]);
        Assert.Equal("UserAssigned", Subscription["properties.deadLetterWithResourceIdentity.identity.type"]);
        Assert.Contains(Infra.Resources("Microsoft.Storage/storageAccounts/blobServices/containers"), c => c["name"] == "dead-letters");
    }

    [Fact]
    public void The_topic_listens_to_the_photo_storage_under_an_identity_of_its_own()
    {
        var topic = Assert.Single(Infra.Resources("Microsoft.EventGrid/systemTopics"));
        Assert.Equal("Microsoft.Storage.StorageAccounts", topic["properties.topicType"]);
        Assert.Equal("photoStorageId", topic["properties.source"]);
        Assert.Equal("UserAssigned", topic["identity.type"]);
    }
}
