namespace VetVisits.Http;

/// <summary>Who must know of every request that is answered well, before the answer goes out: an audit.</summary>
public interface IOnlooker
{
    Task Saw(HttpRequest request, CancellationToken stop);
}
