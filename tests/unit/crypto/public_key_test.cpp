#include "server/crypto/public_key.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include <array>
#include <initializer_list>

#include "server/crypto/base64.h"
#include "server/crypto/jws.h"

namespace rockpool::crypto {
namespace {

// RFC 7515, appendix A.1 to A.4, and RFC 7520, 4.2 and 4.3.
constexpr std::string_view kA1 =
    "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19"
    "yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr std::string_view kA1Secret = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
constexpr std::string_view kA2 =
    "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.cC4h"
    "iUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKB"
    "YNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZES"
    "c6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";
constexpr std::string_view kA2Modulus =
    "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_"
    "YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uD"
    "Zlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";
constexpr std::string_view kA3 =
    "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEh"
    "U3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
constexpr std::string_view kA3X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
constexpr std::string_view kA3Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
constexpr std::string_view kA4 =
    "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7Xdt"
    "AG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn";
constexpr std::string_view kA4X = "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk";
constexpr std::string_view kA4Y = "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2";
constexpr std::string_view kCookbookPs384 =
    "eyJhbGciOiJQUzM4NCIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9.SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbyw"
    "gZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5"
    "vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4.cu22eBqkYDKgIlTpzDXGvaFfz6WGoz7fUDcfT0kkOy42miAh2qyBzk1xEsnk2Ip"
    "N6-tPid6VrklHkqsGqDqHCdP6O8TTB5dDDItllVo6_1OLPpcbUrhiUSMxbbXUvdvWXzg-UD8biiReQFlfz28zGWVsdiNAUf8ZnyPEgVFn442ZdNqiVJRmBqr"
    "YRXe8P_ijQ7p8Vdz0TTrxUeT3lm8d9shnr2lfJT8ImUjvAA2Xez2Mlp8cBE5awDzT0qI0n6uiP1aCN_2_jLAeQTlqRHtfa64QQSUmFAAjVKPbByi7xho0uTO"
    "cbH510a6GYmJUAfmWjwZ6oD4ifKo8DYM-X72Eaw";
constexpr std::string_view kCookbookModulus =
    "n4EPtAOCc9AlkeQHPzHStgAbgs7bTZLwUBZdR8_KuKPEHLd4rHVTeT-O-XV2jRojdNhxJWTDvNd7nqQ0VEiZQHz_AJmSCpMaJMRBSFKrKb2wqVwGU_NsYOYL"
    "-QtiWN2lbzcEe6XC0dApr5ydQLrHqkHHig3RBordaZ6Aj-oBHqFEHYpPe7Tpe-OfVfHd1E6cS6M1FZcD1NNLYD5lFHpPI9bTwJlsde3uhGqC0ZCuEHg8lhzw"
    "OHrtIQbS0FVbb9k3-tVTU4fg_3L_vniUFAKwuCLqKnS2BYwdq_mzSnbLY7h_qixoR7jig3__kRhuaxwUkRz5iaiQkqgc5gHdrNP5zw";
constexpr std::string_view kCookbookEs512 =
    "eyJhbGciOiJFUzUxMiIsImtpZCI6ImJpbGJvLmJhZ2dpbnNAaG9iYml0b24uZXhhbXBsZSJ9.SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbyw"
    "gZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5"
    "vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4.AE_R_YZCChjn4791jSQCrdPZCNYqHXCTZH0-JZGYNlaAjP2kqaluUIIUnC9qvbu"
    "9Plon7KRTzoNEuT4Va2cmL1eJAQy3mtPBu_u_sDDyYjnAMDxXPn7XrT0lw-kvAD890jl8e2puQens_IEKBpHABlsbEPX6sFY8OcGDqoRuBomu9xQ2";
constexpr std::string_view kCookbookX = "AHKZLLOsCOzz5cY97ewNUajB957y-C-U88c3v13nmGZx6sYl_oJXu9A5RkTKqjqvjyekWF-7ytDyRXYgCF5cj0Kt";
constexpr std::string_view kCookbookY = "AdymlHvOiLxXkEhayXQnNCvDX4h9htZaCJN34kfmC6pV5OhQHiraVySsUdaQkAgDPrwQrJmbnX9cwlGfP-HqHZR1";

// The other algorithms, by Python's cryptography; RSA with the private half of A.2, HMAC with the secret of A.1.
constexpr std::string_view kRs384Token =
    "eyJhbGciOiJSUzM4NCJ9.eyJzdWIiOiJhbGljZSJ9.IawOFTUXGmBqjw8zEQ3R4Dybp0LQs_lxNFnErrch8ZrimgCckm0gauSnFPa1GVy17eYgFtDialW4ws"
    "Xkw6s8YCK41LUS5V5PBmEifEOY3-tKj1wKct3naKiK9Ki0sbMrFs_fDlxl3oEsDV7PYP-VS2WtaOy3B_kVxkHGgbV8kI5KLRxN2OGCzQgLuLd5mVm_T2zThf"
    "aOX4Jwml651TaVYUMA1Bo2C1dEE0hsbuR6frME2Ogl8N6z7vCOBgjXGmSBNp1d_NU1E6B32-hXKq0XFUNWpypRbKVZOw1pwCw8295mTpSaN5uJnnNL3e-bC5"
    "-ZBxy1D1UE1sOSo7yBxU3IMQ";
constexpr std::string_view kRs512Token =
    "eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiJhbGljZSJ9.JBusXQuT4xUpKrbJWxy4y1WJVmtC-NABZGl93DeqfunndftI_CdYyT3Sc8AgtkVsYDZBIjrE0N4WuQ"
    "oq0mZ7G4iwiWz8l7HyzKbi_rU9KvrJm_jKqhcd_oYLkhYh7GbMogvIPD5r-Jcg3fUxLhXkk9VWwaUvkosHtPgre2-dmkrWxU49tlp4XGxt7PP9TaBjyEWln1"
    "rjUI3Lp7NlmpbK8bgAWBxrAIWEfkjAFMvj91Y1mn9dx65RICJGMM--WLEwFuR6BtuH6FPBxMuDFU7rupzsaHV6xR-wudP7IAOhPZZu8dteRcqyLV3EUKlEqq"
    "ySOv58WfPZd68w5zb9l-nLnQ";
constexpr std::string_view kPs256Token =
    "eyJhbGciOiJQUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.aEcGjAtlHJtIfupP0RJCf4FKtDotR93oSE9864nOizKONA99TE15Vc1MtRnsX2qZLdjBB1v6ZUrHW0"
    "t60dkEgXdZkbD7qznnD6l7K0C6q4QFnPHWeI_1IUEshHoNdGFM4y5Px3kHwy21GrOEMEU3e3RJvv5C54dRwd4-T0pwkK_mA36_7oq5tiC-zrvWFpkKHwJ7g0"
    "Dxc_9Y4l19b6gDNdOGqaBHEmCZCNlhiPFN9MeRssHOcb8UKqZXJdCFIj-EKPIIhMacXR2DAVkD77fBN0Z40vK0M5E-f2HB935jzK2U1NxMcOrSmxMQSqdixn"
    "bPLTj3Q3k-RFalCUntvu8OIw";
constexpr std::string_view kPs512Token =
    "eyJhbGciOiJQUzUxMiJ9.eyJzdWIiOiJhbGljZSJ9.VwPxWLri9MF36GHhnSgl3Pd1cqb6d6eeMW5b7zrAZOuIYRyJEi5Bs7Am-Pes3cE-3SlhECDwcOk7YN"
    "wKwJdfQ_fovGXolo0oswiRWmI5ptMv4OBC9LqgdnR1EesieJfddnzEM-qXuoeo9lMre4JZl4hvVC7Y-PVrEmNwkDa-gWUEFQP8a7kWQfRMnyaMWYzdOsKymq"
    "MBB0b48muy-gB_0o_ANFjpClivce0Y2kGqL1ZkwhWP5IKZR-luan8xWAeuFWT5z2EozZEhKYirvRMBnH3TeLQF9Xc9NEsrDtlSDAFrJpcgKAKXLh2CV-T2Rv"
    "8idTcH4lJXVKH8Q8VzCrw8dw";
constexpr std::string_view kHs384Token =
    "eyJhbGciOiJIUzM4NCJ9.eyJzdWIiOiJhbGljZSJ9.sFlFiJ6XgwjuEUv_VzKnTXVdeoRz9paBvkXcWzw5f5lKkfsaLwTOw-d1haiTC4yM";
constexpr std::string_view kHs512Token =
    "eyJhbGciOiJIUzUxMiJ9.eyJzdWIiOiJhbGljZSJ9.J1x2n2tkO4CBDOf87UJNbaqR9pFIc71G-4QWkJXwC5jJaJ82hrVRkTqXIKvupt1qf-vq_GhHB-1m8e"
    "FKcCJyWg";
constexpr std::string_view kEs384Token =
    "eyJhbGciOiJFUzM4NCJ9.eyJzdWIiOiJhbGljZSJ9.VAsTSms--Xv8-tnLX0HEL13xLewqzOnBR81zFgyM-M7KurD-TJyrVAHqJm7yJ8HFgZpLQNkBJ8MucM"
    "fTu9GZnCBcd_jddiu-ynt4zmNCaYvljSh6CobmBCyjYYqgDk97";
constexpr std::string_view kEs384X = "5HrHG5snrHtHOuWt7_qcJVgqpkLObZ7fLUmPWheqTc3UfHTtezMlxmI5bNRkHuZ-";
constexpr std::string_view kEs384Y = "8qGgEadK3cAw8MP1KPwOeAzLp7nbJurd3VSyqsZs7RcUK7y6zyZGHxxWLfPVhFba";
// PS256 without a salt, which RFC 7518, 3.5, does not allow.
constexpr std::string_view kSaltless =
    "eyJhbGciOiJQUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.HhYVHhRLCiM2vnlJUBuLdOa5Bt0wUX3U8p-7E5-mZ7rhn1YmYxxmQycCusWkhwCQAGMPNHOZXPePBQ"
    "LqC5AqyqI_VUZKQBOXgvYtETyp4TDrk35QDXFPlh1DQlyAlLaD_b5C6-zgCU1scybNozQalJgcYvx1bZVr_uVPbP7RyDfvfZz-uGzNIh4Y3wgIvdVKzV2aj8"
    "qN-EKhbQli1LwAgX_DA7Hs97tyeNo8uBXzbUs1QJj0-UpUj94j1MshYjnIfmAv8WQUD6pav21PBW5QltbWFE_FKLLB7dHdR_Wp6xXJtJNgv2CDJzeqQOkYWh"
    "EN8Ds4-7Nr0jr9AEqvx8DwxQ";
// Self-signed, for the key of A.2.
constexpr std::string_view kCertificate =
    "MIICpzCCAY+gAwIBAgIBATANBgkqhkiG9w0BAQsFADAWMRQwEgYDVQQDDAtpZHAuZXhhbXBsZTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFow"
    "FjEUMBIGA1UEAwwLaWRwLmV4YW1wbGUwggEiMA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCh+BYK4uPJtGXOjS1lYmM2K5J9vinh8CR3/BYlzJChNuOL"
    "2TSXxbbqY913EeZ8dCn5VrD7io8ImtxLaYk8wTM/U+3QGbh3hCUv7JFP5IV3aVlL6kKA0ywPVb9ilE8TA5a8bpvfbr3SvaNnjuygxmj3AbONv/s4yDQs4v5t"
    "J/reSlpIdJed1LnPmt7Ex1sFhSwsD174pcF1A5L5ROjtZMEQxrZHYJqkeDrrnGya11UxMFBji4NmXG9veoKjlnAqH2QbgtPr8jkiGUkftoaHLFcW9Qr4NY2a"
    "i50Xw0Byj3+H2JoY2PyrZ62EWQwuz3WTOTY8BwNNb2BvniHgVFbK5emhAgMBAAEwDQYJKoZIhvcNAQELBQADggEBADDAFX3XiAecG004ULUqZ4QmfeV3ReGD"
    "DDyUsHc4TEDfsIVCnlL3fz2NrWocjvV4riR0P32oBX5yq0tJnQigtqQZosccf4TRsQzwgmz6uOv4gtvW+t9/s5Tm5EJq9wCbUFVlciF5woxrlMx32o/5ZXur"
    "szyXouamemGUAII7LLE7GN7Z1uVGyC6B2lkEJX6CK1W+1AUUxVwHL27ELTfuajlC1z60T+5HSYs4yYQj1c0NAT85CpW+ebRh1dHx3lTKAJer8e5f43aQqbAN"
    "y51X7v32EnUqqF63dJI+zEpdUR/ehUtLxQ2bJU9Krh76+xSk3zSonLOu1051/Ien+jsNfcM=";

using enum JwsAlgorithm;

constexpr std::array<JwsAlgorithm, 12> kAll = {kRs256, kRs384, kRs512, kPs256, kPs384, kPs512,
                                               kEs256, kEs384, kEs512, kHs256, kHs384, kHs512};

PublicKey RsaKeyOf(std::string_view modulus) { return PublicKey::FromRsaJwk(modulus, "AQAB").value(); }
PublicKey P256Key() { return PublicKey::FromEcJwk("P-256", kA3X, kA3Y).value(); }
PublicKey P384Key() { return PublicKey::FromEcJwk("P-384", kEs384X, kEs384Y).value(); }

bool Verifies(const PublicKey& key, JwsAlgorithm algorithm, std::string_view compact) {
  const Jws jws = ParseJws(compact).value();
  return key.Verifies(algorithm, jws.signing_input, jws.signature);
}

bool HasMacOf(JwsAlgorithm algorithm, std::string_view secret, std::string_view compact) {
  const Jws jws = ParseJws(compact).value();
  return HasMac(algorithm, secret, jws.signing_input, jws.signature);
}

std::string A1Secret() { return Base64UrlDecode(kA1Secret).value(); }

// Signed by the key in just this one way.
void ExpectOnly(const PublicKey& key, JwsAlgorithm algorithm, std::string_view compact) {
  for (const JwsAlgorithm any : kAll) EXPECT_EQ(Verifies(key, any, compact), any == algorithm) << static_cast<int>(any);
}

TEST(PublicKey, VerifiesTheExamplesOfTheStandards) {
  ExpectOnly(RsaKeyOf(kA2Modulus), kRs256, kA2);
  ExpectOnly(P256Key(), kEs256, kA3);
  ExpectOnly(PublicKey::FromEcJwk("P-521", kA4X, kA4Y).value(), kEs512, kA4);
  ExpectOnly(RsaKeyOf(kCookbookModulus), kPs384, kCookbookPs384);
  ExpectOnly(PublicKey::FromEcJwk("P-521", kCookbookX, kCookbookY).value(), kEs512, kCookbookEs512);
}

TEST(PublicKey, VerifiesTheOtherAlgorithms) {
  const PublicKey rsa = RsaKeyOf(kA2Modulus);
  ExpectOnly(rsa, kRs384, kRs384Token);
  ExpectOnly(rsa, kRs512, kRs512Token);
  ExpectOnly(rsa, kPs256, kPs256Token);
  ExpectOnly(rsa, kPs512, kPs512Token);
  ExpectOnly(P384Key(), kEs384, kEs384Token);
}

TEST(PublicKey, WantsASaltAsLongAsTheDigest) { EXPECT_FALSE(Verifies(RsaKeyOf(kA2Modulus), kPs256, kSaltless)); }

TEST(PublicKey, VerifiesNothingThatAnotherKeySigned) {
  EXPECT_FALSE(Verifies(RsaKeyOf(kCookbookModulus), kRs256, kA2));
  EXPECT_FALSE(Verifies(PublicKey::FromEcJwk("P-521", kCookbookX, kCookbookY).value(), kEs512, kA4));
}

TEST(PublicKey, VerifiesNothingThatWasChanged) {
  for (const std::string_view compact : {kA2, kA3}) {
    const Jws jws = ParseJws(compact).value();
    const PublicKey key = compact == kA2 ? RsaKeyOf(kA2Modulus) : P256Key();
    const JwsAlgorithm algorithm = compact == kA2 ? kRs256 : kEs256;
    for (std::size_t at = 0; at < jws.signature.size(); ++at) {
      std::string other = jws.signature;
      other[at] = static_cast<char>(other[at] ^ 1);
      EXPECT_FALSE(key.Verifies(algorithm, jws.signing_input, other)) << at;
    }
    EXPECT_FALSE(key.Verifies(algorithm, jws.signing_input + "x", jws.signature));
    EXPECT_FALSE(key.Verifies(algorithm, "", jws.signature));
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(PublicKey, VerifiesNoSignatureOfAnotherLength) {
  const Jws rsa = ParseJws(kA2).value();
  const Jws ec = ParseJws(kA3).value();
  for (const std::size_t length : {0U, 1U, 63U, 65U, 70U, 72U, 96U, 132U, 255U, 257U, 100'000U}) {
    EXPECT_FALSE(RsaKeyOf(kA2Modulus).Verifies(kRs256, rsa.signing_input, std::string(length, 'x'))) << length;
    EXPECT_FALSE(RsaKeyOf(kA2Modulus).Verifies(kPs256, rsa.signing_input, std::string(length, 'x'))) << length;
    EXPECT_FALSE(P256Key().Verifies(kEs256, ec.signing_input, std::string(length, 'x'))) << length;
  }
  // The same numbers with leading zeros, as a key of another curve would have them.
  const std::string padded = std::string(16, '\0') + ec.signature.substr(0, 32) + std::string(16, '\0') + ec.signature.substr(32);
  EXPECT_FALSE(P256Key().Verifies(kEs256, ec.signing_input, padded));
  EXPECT_FALSE(P256Key().Verifies(kEs384, ec.signing_input, padded));
  EXPECT_EQ(ERR_peek_error(), 0U);
}

// CVE-2022-21449: zeros were a signature of everything.
TEST(PublicKey, TakesNoZerosForASignature) {
  EXPECT_FALSE(P256Key().Verifies(kEs256, "data", std::string(64, '\0')));
  EXPECT_FALSE(RsaKeyOf(kA2Modulus).Verifies(kRs256, "data", std::string(256, '\0')));
  EXPECT_FALSE(RsaKeyOf(kA2Modulus).Verifies(kPs256, "data", std::string(256, '\0')));
}

TEST(PublicKey, IsNoSecretOfAnHmac) {
  const Jws jws = ParseJws(kA1).value();
  for (const JwsAlgorithm algorithm : {kHs256, kHs384, kHs512}) {
    EXPECT_FALSE(RsaKeyOf(kA2Modulus).Verifies(algorithm, jws.signing_input, jws.signature));
    EXPECT_FALSE(P256Key().Verifies(algorithm, jws.signing_input, jws.signature));
  }
}

TEST(PublicKey, IsReadFromACertificate) {
  ExpectOnly(PublicKey::FromCertificate(kCertificate).value(), kRs256, kA2);
  std::string in_lines;
  for (std::size_t at = 0; at < kCertificate.size(); at += 64) in_lines.append(kCertificate.substr(at, 64)).append("\r\n");
  EXPECT_TRUE(PublicKey::FromCertificate(in_lines).has_value());
}

TEST(PublicKey, IsNotReadFromWhatIsNoCertificate) {
  const std::string certificate(kCertificate);
  for (const std::string& text : {std::string(), std::string("MIIC"), certificate + "AAAA", certificate.substr(0, 400),
                                  "-----" + certificate, std::string(100'000, 'A')}) {
    EXPECT_FALSE(PublicKey::FromCertificate(text).has_value()) << text.size();
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(PublicKey, IsNotReadFromRsaNumbersThatForgeOrDelay) {
  const std::string modulus = Base64UrlDecode(kA2Modulus).value();
  // 1 makes every digest its own signature; even ones are no exponents; long ones take as long as a signature.
  for (const std::string_view exponent : {"", "AA", "AQ", "Ag", "AQAA", "A_____8"}) {
    EXPECT_FALSE(PublicKey::FromRsaJwk(kA2Modulus, exponent).has_value()) << exponent;
  }
  EXPECT_FALSE(PublicKey::FromRsaJwk(kA2Modulus, kA2Modulus).has_value());
  EXPECT_TRUE(PublicKey::FromRsaJwk(kA2Modulus, "Aw").has_value());

  std::string even = modulus;
  even.back() = '\0';
  EXPECT_FALSE(PublicKey::FromRsaJwk(Base64UrlEncode(even), "AQAB").has_value());
  EXPECT_FALSE(PublicKey::FromRsaJwk(Base64UrlEncode(modulus.substr(0, 127)), "AQAB").has_value());
  EXPECT_TRUE(PublicKey::FromRsaJwk(Base64UrlEncode(std::string(128, '\xFF')), "AQAB").has_value());
  EXPECT_TRUE(PublicKey::FromRsaJwk(Base64UrlEncode(std::string(1024, '\xFF')), "AQAB").has_value());
  EXPECT_FALSE(PublicKey::FromRsaJwk(Base64UrlEncode(std::string(1025, '\xFF')), "AQAB").has_value());
  EXPECT_FALSE(PublicKey::FromRsaJwk(Base64UrlEncode(std::string(1'000'000, '\xFF')), "AQAB").has_value());
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(PublicKey, IsNotReadFromLooseBase64) {
  EXPECT_FALSE(PublicKey::FromRsaJwk(std::string(kA2Modulus) + "==", "AQAB").has_value());
  EXPECT_FALSE(PublicKey::FromRsaJwk(kA2Modulus, " AQAB").has_value());
  EXPECT_FALSE(PublicKey::FromEcJwk("P-256", std::string(kA3X) + "=", kA3Y).has_value());
}

TEST(PublicKey, IsNotReadFromWhatIsNoPointOfTheCurve) {
  const std::string x = Base64UrlDecode(kA3X).value();
  std::string beside = x;
  beside.back() = static_cast<char>(beside.back() ^ 1);
  EXPECT_FALSE(PublicKey::FromEcJwk("P-256", Base64UrlEncode(beside), kA3Y).has_value());
  EXPECT_FALSE(PublicKey::FromEcJwk("P-256", Base64UrlEncode(std::string(32, '\0')), Base64UrlEncode(std::string(32, '\0'))).has_value());
  EXPECT_FALSE(
      PublicKey::FromEcJwk("P-256", Base64UrlEncode(std::string(32, '\xFF')), Base64UrlEncode(std::string(32, '\xFF'))).has_value());
  EXPECT_FALSE(PublicKey::FromEcJwk("P-256", Base64UrlEncode(x.substr(1)), kA3Y).has_value());
  EXPECT_FALSE(PublicKey::FromEcJwk("P-256", Base64UrlEncode(std::string(1, '\0') + x), kA3Y).has_value());
  EXPECT_FALSE(PublicKey::FromEcJwk("P-256", "", "").has_value());
  EXPECT_FALSE(PublicKey::FromEcJwk("P-256", kEs384X, kEs384Y).has_value());
  for (const std::string_view curve : {"", "p-256", "P-224", "secp256k1", "prime256v1", "Ed25519"}) {
    EXPECT_FALSE(PublicKey::FromEcJwk(curve, kA3X, kA3Y).has_value()) << curve;
  }
  EXPECT_EQ(ERR_peek_error(), 0U);
}

TEST(JwsAlgorithm, IsKnownByItsExactName) {
  EXPECT_EQ(JwsAlgorithmOf("RS256"), kRs256);
  EXPECT_EQ(JwsAlgorithmOf("HS512"), kHs512);
  for (const std::string_view name : {"", "none", "None", "NONE", "rs256", "RS256 ", "RS1", "ES256K", "EdDSA", "RSA-OAEP"}) {
    EXPECT_EQ(JwsAlgorithmOf(name), std::nullopt) << name;
  }
}

TEST(HasMac, AgreesWithTheStandardAndWithPython) {
  EXPECT_TRUE(HasMacOf(kHs256, A1Secret(), kA1));
  EXPECT_TRUE(HasMacOf(kHs384, A1Secret(), kHs384Token));
  EXPECT_TRUE(HasMacOf(kHs512, A1Secret(), kHs512Token));
}

TEST(HasMac, IsFalseForAnotherSecretTextOrAlgorithm) {
  const Jws jws = ParseJws(kA1).value();
  EXPECT_FALSE(HasMacOf(kHs256, "secret", kA1));
  EXPECT_FALSE(HasMac(kHs256, A1Secret(), jws.signing_input + "x", jws.signature));
  EXPECT_FALSE(HasMac(kHs256, A1Secret(), jws.signing_input, jws.signature.substr(0, 31)));
  EXPECT_FALSE(HasMac(kHs256, A1Secret(), jws.signing_input, ""));
  for (const JwsAlgorithm algorithm : kAll) EXPECT_EQ(HasMacOf(algorithm, A1Secret(), kA1), algorithm == kHs256);
}

TEST(HasMac, IsFalseForTheEmptySecret) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  std::size_t length = 0;
  ASSERT_NE(EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, "", 0, reinterpret_cast<const unsigned char*>("data"), 4, mac.data(),
                      mac.size(), &length),
            nullptr);
  EXPECT_FALSE(HasMac(kHs256, "", "data", {reinterpret_cast<const char*>(mac.data()), length}));
}

}  // namespace
}  // namespace rockpool::crypto
