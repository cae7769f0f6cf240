using VetVisits.Documents;

namespace VetVisits.Booking;

/// <summary>New dates come into the horizon every day without any commit: this renders them for each vet, from the last date that was done.</summary>
public sealed class Horizon(OpeningsProjection openings, Views views)
{
    /// <returns>How many vets got new dates.</returns>
    public async Task<int> Extend(CancellationToken stop)
    {
        var vets = 0;
        for (var shard = 0; shard < HorizonVet.Shards; shard++)
            await foreach (var (_, vet) in views.List<HorizonVet>(HorizonVet.Partition(shard), IdRange.All, stop))
            {
                if (vet.RenderedTo >= openings.Last) continue;
                await openings.Render(vet.VetId, openings.From(vet.RenderedTo.PlusDays(1)), stop);
                var done = openings.Last;
                await views.Update<HorizonVet>(HorizonVet.At(vet.VetId), _ => Task.FromResult<HorizonVet?>(vet with { RenderedTo = done }), stop);
                vets++;
            }
        return vets;
    }
}
