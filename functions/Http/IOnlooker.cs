namespace VetVisits.Http;

/// <summary>Who must know of every read that is answered, before the answer goes out: an audit.</summary>
public interface IOnlooker
{
    Task Saw(HttpRequest request, CancellationToken stop);
}
