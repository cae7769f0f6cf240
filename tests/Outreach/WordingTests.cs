using NodaTime;
using VetVisits.Outreach;

namespace VetVisits.Tests.Outreach;

public sealed class WordingTests
{
    private static readonly Uri Link = new("https://app.example/animals/a1/visits/v1?x=1&y=2");

    [Fact]
    public void Every_message_has_words_of_its_own_in_every_language()
    {
        var all = (from template in Enum.GetValues<OwnerTemplate>() from language in Enum.GetValues<Language>() select Wording.Of(template, language, "noon", Link)).ToList();
        Assert.Equal(all.Count, all.Select(w => w.Subject).Distinct().Count());
        Assert.Equal(all.Count, all.Select(w => w.Paragraphs[0]).Distinct().Count());
    }

    [Fact]
    public void A_text_message_says_who_writes_and_fits_in_two_parts()
    {
        var zone = DateTimeZoneProviders.Tzdb["America/Argentina/ComodRivadavia"];
        foreach (var template in Enum.GetValues<OwnerTemplate>())
            foreach (var language in Enum.GetValues<Language>())
            {
                var words = Wording.Of(template, language, SpokenTime.Of(Instant.FromUtc(2026, 9, 23, 22, 40), zone, language), null).Brief;
                Assert.StartsWith("VetVisits: ", words, StringComparison.Ordinal);
                Assert.InRange(words.Length, 20, 306);
            }
    }

    [Fact]
    public void The_letter_says_the_same_as_text_and_as_a_page_with_its_link_escaped()
    {
        var words = Wording.Of(OwnerTemplate.Reminder, Language.Es, "martes", Link);
        Assert.Contains("https://app.example/animals/a1/visits/v1?x=1&y=2", words.Text, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"es\">", words.Html, StringComparison.Ordinal);
        Assert.Contains("visits/v1?x=1&amp;y=2", words.Html, StringComparison.Ordinal);
        Assert.Contains("martes", words.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("America/Los_Angeles", Language.En, "Tuesday, November 24, 3:30 PM (America/Los_Angeles)")]
    [InlineData("Europe/Madrid", Language.Es, "miércoles 25 de noviembre a las 0:30 (Europe/Madrid)")]
    public void A_time_is_written_in_the_owners_zone_and_language(string zone, Language language, string expected) =>
        Assert.Equal(expected, SpokenTime.Of(Instant.FromUtc(2026, 11, 24, 23, 30), DateTimeZoneProviders.Tzdb[zone], language));

    [Fact]
    public void Without_a_zone_of_the_owner_the_visits_is_told_and_without_any_UTC()
    {
        Assert.Equal("Europe/Madrid", SpokenTime.ZoneOf("Europe/Madrid", "America/Los_Angeles").Id);
        Assert.Equal("America/Los_Angeles", SpokenTime.ZoneOf(null, "America/Los_Angeles").Id);
        Assert.Equal("UTC", SpokenTime.ZoneOf("Mars/Olympus", null).Id);
    }
}
