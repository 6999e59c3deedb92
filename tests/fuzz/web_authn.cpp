// Any bytes as what an authenticator or a browser answers: nothing but a refusal is thrown, what is read has one way to be written, and
// nobody's signature is ours. The bytes are tried as CBOR, as authenticator data, as an attestation object and as a whole answer.
#include "server/web_authn/web_authn.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/crypto/base64.h"
#include "server/web_authn/authenticator_data.h"
#include "server/web_authn/cbor.h"
#include "server/web_authn/cose_key.h"
#include "tests/fuzz/expect.h"

namespace rockpool::fuzz {
namespace {

using namespace web_authn;

constexpr std::array kAll = {Algorithm::kEs256, Algorithm::kEdDsa, Algorithm::kRs256};
constexpr std::string_view kId = "the id of a passkey";  // of the corpus
constexpr unsigned kUnwritten = 0xA2;                    // flags that are read over: extensions, and those without a meaning

void Write(std::string& out, const CborValue& value) {
  switch (value.kind) {
    case CborValue::Kind::kInteger:
      return WriteCborInteger(out, value.integer);
    case CborValue::Kind::kBytes:
      return WriteCborBytes(out, value.bytes);
    case CborValue::Kind::kText:
      return WriteCborText(out, value.bytes);
    case CborValue::Kind::kArray:
      WriteCborArray(out, value.elements.size());
      break;
    case CborValue::Kind::kMap:
      WriteCborMap(out, value.elements.size() / 2);
      break;
    case CborValue::Kind::kSimple:
      out += static_cast<char>(0xE0 | value.integer);
      break;
  }
  for (const CborValue& element : value.elements) {
    Write(out, element);
  }
}

void CheckCbor(std::string_view bytes) {
  const auto value = ReadWholeCbor(bytes);
  if (!value) return;
  std::string written;
  Write(written, *value);
  Expect(written == bytes, "a value of CBOR has one way to be written");
}

void CheckAuthenticatorData(std::string_view bytes) {
  try {
    const AuthenticatorData data = ReadAuthenticatorData(bytes);
    Expect(data.is_user_present, "somebody was there");
    Expect(!data.is_backed_up || data.is_backup_eligible, "the flags agree");
    if ((static_cast<unsigned char>(bytes[kHashBytes]) & kUnwritten) == 0) {
      Expect(BytesOf(data) == bytes, "authenticator data have one way to be written");
    }
  } catch (const Refused&) {
  }
}

void CheckRegistration(std::string_view json) {
  try {
    const Attestation attestation = ReadAttestation(json);
    Expect(!attestation.credential.credential_id.empty(), "a passkey has an id");
    Expect(!attestation.algorithm || CoseKey::FromBytes(attestation.credential.public_key).algorithm() == *attestation.algorithm,
           "its key is one");
    VerifyRegistration({.challenge = attestation.challenge, .relying_party_id = "example.com"}, kAll, attestation);
  } catch (const Refused&) {
  }
}

void CheckAttestationObject(std::string_view bytes) {
  CheckRegistration(R"({"id":")" + crypto::Base64UrlEncode(kId) + R"(","type":"public-key","response":{"attestationObject":")" +
                    crypto::Base64UrlEncode(bytes) + R"(","clientDataJSON":")" +
                    crypto::Base64UrlEncode(R"({"type":"webauthn.create","challenge":"Y2g","origin":"https://example.com"})") +
                    R"(","transports":[]}})");
}

// By a key whose private half signed nothing.
void CheckProof(std::string_view json) {
  static const KnownCredential known{.credential_id = std::string(kId),
                                     .public_key = CoseKeyOf(crypto::CredentialKeyPair::Generate(crypto::CredentialKeyPair::Kind::kP256)),
                                     .sign_count = 0,
                                     .is_backup_eligible = false};
  try {
    VerifyAssertion({.challenge = "Y2hhbGxlbmdlLWNoYWxsZW5nZQ", .relying_party_id = "example.com", .user_handle = "anna"}, {&known, 1},
                    json);
    Expect(false, "a proof is believed only with the passkey's signature");
  } catch (const Refused&) {
  }
}

}  // namespace
}  // namespace rockpool::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  rockpool::fuzz::CheckCbor(bytes);
  rockpool::fuzz::CheckAuthenticatorData(bytes);
  rockpool::fuzz::CheckAttestationObject(bytes);
  rockpool::fuzz::CheckRegistration(bytes);
  rockpool::fuzz::CheckProof(bytes);
  return 0;
}
