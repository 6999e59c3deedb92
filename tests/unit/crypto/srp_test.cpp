#include "server/crypto/srp.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <string>
#include <thread>

#include "server/util/strings.h"

namespace rockpool::crypto {
namespace {

// An exchange that was computed apart from this code by the reference's formulas; pycognito's AWSSRP comes to the same session key.
constexpr std::string_view kPool = "Abc123XYZ";
constexpr std::string_view kUser = "alice";
constexpr std::string_view kPassword = "P2$Sword";
constexpr std::string_view kTimestamp = "Tue Sep 1 00:09:40 UTC 2026";
constexpr std::string_view kSecretBlock = "secret-block-bytes";
constexpr std::string_view kPrivateKey = "4c756a9a0c83823c470a2c4961d6c103b7319f3e26ab0ebc0f5a929e68e01694";
constexpr std::string_view kSessionKey = "75ae4859f8cc6a8159e79f4d3f9c1d5e";
constexpr std::string_view kSignature = "anBTyRYi9drcHD0FonGJr0Nsbhlv78S/KSxS6PfVaQw=";
constexpr std::string_view kVerifier =
    "9eddbdde57aae6294f9a1d440b28891dde1b3b803e1122225d9e119f98afecfdffd9ca345ed1f5f451d91303f1771c8cac6ac95ebfdc9c527958eb8b"
    "c07a1a18ee0d86990f5e8c2abdca573449c5587a139964f1094f7b696d5ec1d1a4ebc7479fb60aac7fdecee90fc05be3db4284228400e512bef307f7"
    "90a2a7cb302e9f01bc7f91386603dfa8dccc1ca5336bf398056432fac2e53518fe4ca845c996a624d807db88f5ffe4787da48c6db141364564655e63"
    "39628cc3559766ce3556b171099e40d4758cb4280360c4d0bba9b51a140f169b4a3d5dbc412acc6efaef203ed78873af61dbe484d7e80cedad03353a"
    "e3099d96286893823138ef7c964872f551257e1bf598b7ac389e616339218a053ed95c3837a963eb21c89504674c5ebeefd73b8a17a1ba4c72c88c02"
    "a62ddbb40069841a96e98c810383cd52b2e632cac08e5c36f4048c88616bf4d1a271c368031e72937a1dd3609917fc1a371255b1a4f5a2cf85708329"
    "b43e747dcc61ce32c644173874428e9818ece31ab0dca038";
constexpr std::string_view kClientPublic =
    "67679d4fea151663de3276050085a1ce5853766f826eac11fa1c80daaca0a3a4d7fd4348e3f4ad478e6b049c41a44b5fa8f19ad5983c28abfaa9f49b"
    "094a85cd6ef47f50ea73adcd254c5f107f2970b5ac8d163698dfc0f57e6e58cb1ac1d868fc8170f0b16976ea4879067a90f89659969c61a674966ecc"
    "37872550511549df4b2840b21c4f97e4b6bbc5390ceb889db94c51c7038da45cca2745913e0fbc05cd86d30b18533e07f7933650b8d360a22548e426"
    "b9f0b97b9aaa95c654ae5ce38d74c98c05182f2a12e9df7983dd06d2867fe8a5351f5b2f8998f7292047c5b13ee276832b0b0b6166dcb71c119598ac"
    "6b77b91afd7b9dbdeece8aad515ebaff3e98a0034945b56af5cd9b390ce0b0180bd88db2d2c25390aacee43ac5576d35000d495b8e2b67f41aa82365"
    "ba6a2bbf7535edf398798a38ff53b0038025ab1723b6910bdba9e54753b7dc38243f54f3d92b3859e22f80d579b7170adc7995987499764c8ed7d9a2"
    "088abd0092ba68e553618bb63368912e373a857c32e03a6c";
constexpr std::string_view kServerPublic =
    "9a938cb4207dcf97c72f442ccbf463908e2ca1e455d61edf3ef6a7a8a5c010664ac6ee12ce665f6d344684a8650a1e498d47b4d49e8d3e0dd4296fd7"
    "822018ab92048496fcba6b32e5165b1c5eeba20051df065bf63fcc5df79d773b462a5c7b8e57f73394dd530cddd02c07ef893f1c21ccb7459922874c"
    "0de32bd3518cdca31223180be46e5f4f33e91e1c887dafa9d82aab9395175f747c45baab0927f67d09cbe67640a1f2cfed8a8c6ee32fd2217c06a531"
    "aecb5534a25753c59fef78f8fa115457cb828cb49bc567f06adf7647edb38f72fd918a6236e5ff2a7f177abe5d4a0ba6acd55900e4f7e312172b0529"
    "0e719ade275e60f33e148daad65d769fd631783860ba6718bf85f584f2f6e4bb2205bc81b1d779e3a55b62a867fc403590525bf5c974489aba6ad368"
    "f4caaed7cc32917ad28427d2618b7979e55a91f518aa29befe9b28e0457ae52832f9f1e1e6c3df38abfd3e101299314070161041eeaa7e0952c5bc8c"
    "ea042efb0816f923a9bdc7edd3ef76e8bd48e5963fa0107a";
constexpr std::string_view kModulus =
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6D"
    "F25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3D"
    "C2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08"
    "CA18217C32905E462E36CE3BE39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510"
    "15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E0"
    "4A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB31"
    "43DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF";

std::string Salt() { return std::string(kSrpSaltBytes, '\x9F'); }

SrpVerifier Verifier() { return MakeSrpVerifier(kPool, kUser, kPassword, Salt()); }

SrpServerKey ServerKey(char byte, std::size_t length = 32) {
  const std::string random(length, byte);
  return MakeSrpServerKey(Verifier().verifier, {reinterpret_cast<const unsigned char*>(random.data()), random.size()});
}

// The exchange's b.
SrpServerKey KnownServerKey() { return ServerKey('\x22', 128); }

int Digit(char hex) { return util::IsDigit(hex) ? hex - '0' : hex - 'A' + 10; }

// Of two numbers in large hex digits, of which `right` is not the longer.
std::string Sum(std::string_view left, std::string right) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  right.insert(0, left.size() - right.size(), '0');
  std::string sum(left);
  int carry = 0;
  for (std::size_t i = sum.size(); i-- > 0;) {
    const int digits = Digit(left[i]) + Digit(right[i]) + carry;
    sum[i] = kDigits[static_cast<std::size_t>(digits % 16)];
    carry = digits / 16;
  }
  return (carry == 0 ? "" : "1") + sum;
}

TEST(Srp, AgreesWithAKnownPrivateKeyAndVerifier) {
  EXPECT_EQ(util::HexEncode(SrpPrivateKey(kPool, kUser, kPassword, Salt())), kPrivateKey);
  EXPECT_EQ(util::HexEncode(Verifier().verifier), kVerifier);
  EXPECT_EQ(Verifier().salt, Salt());
}

TEST(Srp, AgreesWithAKnownExchange) {
  const SrpServerKey server_key = KnownServerKey();
  EXPECT_EQ(server_key.public_key_hex, kServerPublic);
  const auto session_key = SrpSessionKey(kClientPublic, server_key, Verifier().verifier);
  ASSERT_TRUE(session_key);
  EXPECT_EQ(util::HexEncode(*session_key), kSessionKey);
  EXPECT_EQ(SrpSignature(*session_key, kPool, kUser, kSecretBlock, kTimestamp), kSignature);
}

// As the client computes it: a = 5, so A = 32; the server's b are 32 bytes of 0x42.
TEST(Srp, TakesShortNumbersInAnyCaseWithAndWithoutZeros) {
  const SrpServerKey server_key = ServerKey('\x42');
  for (const std::string_view hex : {"20", "020", "0000000000000020"}) {
    EXPECT_EQ(util::HexEncode(SrpSessionKey(hex, server_key, Verifier().verifier).value()), "b7fb14fc2b33afb1b7504a7d6ab24d68") << hex;
  }
  EXPECT_EQ(SrpSessionKey("aBcD", server_key, Verifier().verifier), SrpSessionKey("ABCD", server_key, Verifier().verifier));
}

TEST(Srp, HashesANumberPastTheModulusAsItWasSent) {
  const SrpServerKey server_key = ServerKey('\x42');
  const std::string hex = Sum(kModulus, "20");
  EXPECT_EQ(util::HexEncode(SrpSessionKey(hex, server_key, Verifier().verifier).value()), "f1e87462ce93be817f6e714fe21bb906");
}

// Clients take hashes and salts for numbers, and so lose zeros at their beginning. Here u = 00e0c5...
TEST(Srp, DropsZerosAtTheBeginningOfAHash) {
  // 2^899.
  const std::string hex = "8" + std::string(224, '0');
  EXPECT_EQ(util::HexEncode(SrpSessionKey(hex, ServerKey('\x42'), Verifier().verifier).value()), "7c8588f1e904fc72bc7bfc500ef3f63f");
}

TEST(Srp, DropsZerosAtTheBeginningOfASalt) {
  const std::string salt = std::string(2, '\0') + std::string(14, '\x3F');
  EXPECT_EQ(util::HexEncode(SrpPrivateKey(kPool, kUser, kPassword, salt)),
            "66cb6b9a7083bd22fd70fed975f35ec4a7a51ae781d16ff0675158e7391a34db");
}

TEST(Srp, VerifiesThePasswordThatTheVerifierWasMadeOf) {
  const SrpVerifier verifier = Verifier();
  EXPECT_EQ(verifier.verifier.size(), kSrpVerifierBytes);
  EXPECT_TRUE(VerifySrpPassword(verifier, kPool, kUser, kPassword));
  EXPECT_FALSE(VerifySrpPassword(verifier, kPool, kUser, "P2$sword"));
  EXPECT_FALSE(VerifySrpPassword(verifier, kPool, kUser, ""));
  EXPECT_FALSE(VerifySrpPassword(verifier, kPool, "alicE", kPassword));
  EXPECT_FALSE(VerifySrpPassword(verifier, "Abc123XYY", kUser, kPassword));
  EXPECT_FALSE(VerifySrpPassword({std::string(kSrpSaltBytes, '\x9E'), verifier.verifier}, kPool, kUser, kPassword));
  EXPECT_FALSE(VerifySrpPassword({verifier.salt, verifier.verifier.substr(1)}, kPool, kUser, kPassword));
}

TEST(Srp, GivesAnotherSessionKeyForAnotherPassword) {
  const SrpServerKey server_key = KnownServerKey();
  const SrpVerifier other = MakeSrpVerifier(kPool, kUser, "P2$sword", Salt());
  EXPECT_NE(SrpSessionKey(kClientPublic, server_key, other.verifier), SrpSessionKey(kClientPublic, server_key, Verifier().verifier));
}

TEST(Srp, SignsEachOfTheParts) {
  const std::string key = "0123456789abcdef";
  const std::string signature = SrpSignature(key, kPool, kUser, kSecretBlock, kTimestamp);
  EXPECT_NE(signature, SrpSignature("0123456789abcdeF", kPool, kUser, kSecretBlock, kTimestamp));
  EXPECT_NE(signature, SrpSignature(key, "Abc", kUser, kSecretBlock, kTimestamp));
  EXPECT_NE(signature, SrpSignature(key, kPool, "bob", kSecretBlock, kTimestamp));
  EXPECT_NE(signature, SrpSignature(key, kPool, kUser, "other", kTimestamp));
  EXPECT_NE(signature, SrpSignature(key, kPool, kUser, kSecretBlock, "Tue Sep 01 00:09:40 UTC 2026"));
}

// Each of them would make the shared secret zero, known to everybody.
TEST(Srp, RefusesMultiplesOfTheModulus) {
  const SrpServerKey server_key = ServerKey('\x42');
  const std::string small = util::LowerCase(kModulus);
  for (const std::string& hex :
       {std::string("0"), std::string("00"), std::string(768, '0'), std::string(kModulus), small, "00" + small, "0" + small,
        Sum(kModulus, std::string(kModulus)), std::string(kModulus) + "0", std::string(kModulus) + std::string(200, '0')}) {
    EXPECT_FALSE(IsValidSrpA(hex)) << hex;
    EXPECT_FALSE(SrpSessionKey(hex, server_key, Verifier().verifier)) << hex;
  }
}

TEST(Srp, RefusesWhatIsNoHex) {
  const SrpServerKey server_key = ServerKey('\x42');
  for (const std::string& text : {std::string(), std::string("-1"), std::string("+1"), std::string(" 1"), std::string("1 "),
                                  std::string("0x1"), std::string("1g"), std::string("1\0", 2),
                                  std::string("\0"
                                              "1",
                                              2),
                                  std::string("1\n"), std::string("\xFF")}) {
    EXPECT_FALSE(IsValidSrpA(text)) << text;
    EXPECT_FALSE(SrpSessionKey(text, server_key, Verifier().verifier)) << text;
  }
}

TEST(Srp, RefusesNumbersOfMoreThanAThousandAndTwentyFourDigits) {
  EXPECT_TRUE(IsValidSrpA(std::string(1024, '1')));
  EXPECT_FALSE(IsValidSrpA(std::string(1025, '1')));
  EXPECT_FALSE(IsValidSrpA(std::string(1025, '0') + "1"));
  EXPECT_FALSE(IsValidSrpA(std::string(1'000'000, '1')));
}

TEST(Srp, TakesVerifiersThatClientsPad) {
  const std::string verifier = Verifier().verifier;
  const SrpServerKey server_key = KnownServerKey();
  EXPECT_EQ(SrpSessionKey(kClientPublic, server_key, std::string(1, '\0') + verifier), SrpSessionKey(kClientPublic, server_key, verifier));
}

TEST(Srp, RefusesVerifiersThatAreNone) {
  const std::array<unsigned char, 32> random{1};
  for (const std::string& verifier : {std::string(), std::string(kSrpVerifierBytes, '\0'), std::string(kSrpVerifierBytes, '\xFF'),
                                      std::string(kSrpVerifierBytes + 2, '\x01')}) {
    EXPECT_FALSE(IsSrpVerifier(verifier)) << verifier.size();
    EXPECT_THROW(MakeSrpServerKey(verifier, random), std::invalid_argument) << verifier.size();
    EXPECT_THROW(SrpSessionKey("20", KnownServerKey(), verifier), std::invalid_argument) << verifier.size();
  }
}

TEST(Srp, TellsWhatClientsCanHaveMade) {
  EXPECT_TRUE(IsSrpVerifier(Verifier().verifier));
  EXPECT_TRUE(IsSrpVerifier(std::string(1, '\0') + Verifier().verifier));
  EXPECT_TRUE(IsSrpVerifier("\x01"));
  EXPECT_FALSE(IsSrpSalt(""));
  EXPECT_TRUE(IsSrpSalt("s"));
  EXPECT_TRUE(IsSrpSalt(std::string(64, 's')));
  EXPECT_FALSE(IsSrpSalt(std::string(65, 's')));
}

TEST(Srp, RefusesShortRandomNumbersAndSaltsOfNoLength) {
  const std::array<unsigned char, 31> random{1};
  EXPECT_THROW(MakeSrpServerKey(Verifier().verifier, random), std::invalid_argument);
  EXPECT_THROW(SrpSessionKey("20", SrpServerKey{}, Verifier().verifier), std::invalid_argument);
  EXPECT_THROW(SrpPrivateKey(kPool, kUser, kPassword, ""), std::invalid_argument);
}

TEST(Srp, CostsOneExponentiationWhateverThePasswordIs) {
  const SrpVerifier verifier = Verifier();
  for (const std::string_view password : {kPassword, std::string_view("wrong"), std::string_view()}) {
    const std::uint64_t before = SrpExponentiations();
    VerifySrpPassword(verifier, kPool, kUser, password);
    EXPECT_EQ(SrpExponentiations() - before, 1U) << password;
  }
}

TEST(Srp, CostsThreeExponentiationsForAnExchange) {
  const std::string verifier = Verifier().verifier;
  const std::array<unsigned char, 32> random{1};
  const std::uint64_t before = SrpExponentiations();
  const SrpServerKey server_key = MakeSrpServerKey(verifier, random);
  EXPECT_EQ(SrpExponentiations() - before, 1U);
  SrpSessionKey(kClientPublic, server_key, verifier);
  EXPECT_EQ(SrpExponentiations() - before, 3U);
}

TEST(Srp, WorksInEveryThread) {
  std::array<std::string, 4> verifiers;
  std::array<std::thread, 4> threads;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    threads[i] = std::thread([&verifiers, i] { verifiers[i] = util::HexEncode(Verifier().verifier); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& verifier : verifiers) EXPECT_EQ(verifier, kVerifier);
}

}  // namespace
}  // namespace rockpool::crypto
