using System.Text;
using VetVisits.Local.Phone;

namespace VetVisits.Tests.Phone;

public sealed class HmacTests
{
    [Fact]
    public void The_signature_is_the_one_that_the_public_clients_make()
    {
        var hash = Hmac.ContentHash(Encoding.UTF8.GetBytes("""{"callbackUri":"https://example.test/cb","targets":[]}"""));
        Assert.Equal("615vFoNCqwhRuc5Sjmd0mFeeervobZ8yMH8vUXqMZmc=", hash);
        Assert.Equal(
            "mlDpMEo+Ul/4geAwEu93Gx5TcjhsJMhImSgncBg86z4=",
            Hmac.Signature("bm90LWEtcmVhbC1rZXktMDEyMzQ1Njc4OQ==", "POST", "/calling/callConnections?api-version=2026-03-12", "Sun, 22 Nov 2026 03:34:23 GMT", "127.0.0.1:4811", hash));
    }

    [Fact]
    public void No_body_has_the_hash_of_no_bytes() => Assert.Equal("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", Hmac.ContentHash([]));
}
