using FsCheck.Xunit;
using VetVisits.Journal;

namespace VetVisits.Tests.Journal;

public sealed class NamesTests
{
    [Theory]
    [InlineData("visit:0192-ab_c.d~9")]
    [InlineData("a")]
    public void Plain_names_are_allowed(string name) => Assert.True(Names.Allows(name));

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\\b")]
    public void What_Cosmos_cannot_read_back_is_refused(string name) => Assert.Throws<ArgumentException>(() => new StreamName(name));

    [Property]
    public bool Nothing_longer_than_200_bytes_passes(ushort length) => Names.Allows(new string('a', length)) == (length is > 0 and <= 200);
}
