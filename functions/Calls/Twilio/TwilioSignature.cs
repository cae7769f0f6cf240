using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace VetVisits.Calls.Twilio;

/// <summary>The header <c>X-Twilio-Signature</c>: an HMAC of the address as it was given to Twilio and of the form's fields in the order of their names. Source: twilio.com/docs/usage/webhooks/webhooks-security.</summary>
public static class TwilioSignature
{
    public const string Header = "X-Twilio-Signature";

    public static string Of(string authToken, string address, IEnumerable<KeyValuePair<string, StringValues>> form)
    {
        var signed = new StringBuilder(address);
        foreach (var (name, values) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
            foreach (var value in values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                signed.Append(name).Append(value);
        // CA5350: the provider's convention is HMAC-SHA1.
#pragma warning disable CA5350
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed.ToString())));
#pragma warning restore CA5350
    }

    public static bool Holds(string header, string authToken, string address, IEnumerable<KeyValuePair<string, StringValues>> form) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(Of(authToken, address, form)));
}
