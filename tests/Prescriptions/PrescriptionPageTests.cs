using NodaTime;
using VetVisits.Animals;
using VetVisits.Prescriptions;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Prescriptions;

public sealed class PrescriptionPageTests
{
    private static readonly Animal Miso = new("a1", "o1", "Miso <b>", "cat", null, Sex.Male, true, null, 4.2m, [], null, null, new("a1", ""));

    private static readonly PrescriptionWritten Written = new(
        "p1", "v1", "vet1", "US-CA", "cat", 4.2m, new("Apoquel", ["oclacitinib"], "tablet", "5.4 mg", "oral", Product.AnimalDrug, LegalClass.ScheduleIV, false, false),
        new("<script>alert(1)</script> one tablet", 2.7m, 12, 14), new(14, "tablets", 1, 14), new(2026, 11, 23), new(2027, 5, 23), CameAbout.InPerson, "v");

    private static readonly Prescription There = new(Written, Instant.FromUtc(2026, 11, 23, 12, 0), null, []);

    [Theory]
    [InlineData("Apoquel 5.4 mg, tablet, oral")]
    [InlineData("oclacitinib")]
    [InlineData("animal drug, schedule iv, used off the label")]
    [InlineData("2.7 mg every 12 hours")]
    [InlineData("14 tablets, for 14 days")]
    [InlineData("1 of 14 days")]
    [InlineData("4.2 kg")]
    [InlineData("2026-11-23")]
    [InlineData("2027-05-23")]
    [InlineData("Dr Vela, licence US-CA 123")]
    [InlineData("Olga O&#39;Neil")]
    [InlineData("https://vet.example/api/prescriptions/verify/t")]
    public void The_paper_says_all_that_a_pharmacy_needs(string text) => Assert.Contains(text, Page(), StringComparison.Ordinal);

    [Fact]
    public void Nothing_in_it_runs()
    {
        Assert.DoesNotContain("<script", Page(), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", Page(), StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", Page(), StringComparison.Ordinal);
    }

    private static string Page() => PrescriptionPage.Of(
        Miso, "Olga O'Neil", There, ("Dr Vela", "123"), PrescriptionView.Of(There, new(2026, 11, 24)), "https://vet.example/api/prescriptions/verify/t");
}
