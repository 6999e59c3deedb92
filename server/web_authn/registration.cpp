#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "server/api/json.h"
#include "server/crypto/digest.h"
#include "server/web_authn/answer_json.h"
#include "server/web_authn/authenticator_data.h"
#include "server/web_authn/cbor.h"
#include "server/web_authn/client_data.h"
#include "server/web_authn/cose_key.h"
#include "server/web_authn/web_authn.h"

namespace rockpool::web_authn {
namespace {

// Browsers know seven words of a few letters; others are to be kept as they are (Web Authentication, 5.2.1.1).
constexpr rapidjson::SizeType kMostTransports = 16;
constexpr rapidjson::SizeType kLongestTransport = 32;

[[noreturn]] void RefuseAttestation() { throw Refused(Fault::kMalformed, "The attestation object is none."); }

// Cognito refuses an answer without them, and without an attachment, as iOS gives it (aws-sdk-net#4386); with both it is content
// (f-23/react-native-passkey#59). Assumed: that these are what it misses, since of the two its own lists cannot be without these.
std::vector<std::string> TransportsOf(const api::JsonValue& response) {
  std::vector<std::string> transports;
  const auto found = response.FindMember("transports");
  if (found == response.MemberEnd()) {
    throw Refused(Fault::kMalformed, "The client does not say by which transports the authenticator is reached.");
  }
  const auto is_transport = [](const api::JsonValue& value) { return value.IsString() && value.GetStringLength() <= kLongestTransport; };
  if (!found->value.IsArray() || found->value.Size() > kMostTransports ||
      !std::all_of(found->value.Begin(), found->value.End(), is_transport)) {
    throw Refused(Fault::kMalformed, "The transports are no short words.");
  }
  for (const api::JsonValue& transport : found->value.GetArray()) {
    transports.emplace_back(api::TextOf(transport));
  }
  return transports;
}

// The options require a passkey that is found without its id.
void RequireDiscoverable(const api::JsonValue& credential) {
  const auto extensions = credential.FindMember("clientExtensionResults");
  if (extensions == credential.MemberEnd() || !extensions->value.IsObject()) {
    return;
  }
  const auto properties = extensions->value.FindMember("credProps");
  if (properties == extensions->value.MemberEnd() || !properties->value.IsObject()) {
    return;
  }
  const auto resident_key = properties->value.FindMember("rk");
  if (resident_key != properties->value.MemberEnd() && resident_key->value.IsFalse()) {
    throw Refused(Fault::kMalformed, "The authenticator says that the passkey cannot be discovered.");
  }
}

// The first certificate, whose key it is that has signed; empty if there are none.
std::string CertificateOf(const CborValue& statement) {
  const CborValue* const chain = statement.Find("x5c");
  if (chain == nullptr) {
    return {};
  }
  if (chain->kind != CborValue::Kind::kArray || chain->elements.empty() || chain->elements.front().bytes.empty() ||
      !std::ranges::all_of(chain->elements, [](const CborValue& value) { return value.kind == CborValue::Kind::kBytes; })) {
    RefuseAttestation();
  }
  return std::string(chain->elements.front().bytes);
}

std::optional<PackedStatement> StatementOf(std::string_view format, const CborValue& statement) {
  if (format == "none" && statement.elements.empty()) {
    return std::nullopt;
  }
  const CborValue* const algorithm = statement.Find("alg");
  const auto signature = statement.FindBytes("sig");
  if (format != "packed" || algorithm == nullptr || algorithm->kind != CborValue::Kind::kInteger || !signature) {
    // Assumed: of formats that only an authenticator chooses which was asked for an attestation (tpm, fido-u2f and others).
    throw Refused(Fault::kMalformed, "The attestation statement is of a format that is not asked for.");
  }
  return PackedStatement{algorithm->integer, std::string(*signature), CertificateOf(statement)};
}

void TakeAuthenticatorData(Attestation& attestation) {
  AuthenticatorData data = ReadAuthenticatorData(attestation.authenticator_data);
  Registered& credential = attestation.credential;
  if (!data.credential || data.credential->credential_id != credential.credential_id) {
    throw Refused(Fault::kMalformed, "The authenticator data hold no such passkey.");
  }
  attestation.relying_party_hash = std::move(data.relying_party_hash);
  credential.public_key = std::move(data.credential->public_key);
  credential.aaguid = std::move(data.credential->aaguid);
  credential.sign_count = data.sign_count;
  credential.is_user_verified = data.is_user_verified;
  credential.is_backup_eligible = data.is_backup_eligible;
  credential.is_backed_up = data.is_backed_up;
}

// One that is not known is refused in its place, behind what else can be wrong.
std::optional<Algorithm> FindAlgorithm(const std::string& public_key) {
  try {
    return CoseKey::FromBytes(public_key).algorithm();
  } catch (const Refused& refused) {
    if (refused.fault() != Fault::kAlgorithm) {
      throw;
    }
    return std::nullopt;
  }
}

bool IsStatementTrue(const PackedStatement& statement, const Attestation& attestation, const CoseKey& key) {
  const std::string data = attestation.authenticator_data + crypto::Sha256(attestation.client_data);
  if (statement.certificate.empty()) {
    return statement.algorithm == static_cast<std::int64_t>(key.algorithm()) && key.Verifies(data, statement.signature);
  }
  return std::ranges::any_of(std::array{Algorithm::kEs256, Algorithm::kRs256}, [&](Algorithm algorithm) {
    return statement.algorithm == static_cast<std::int64_t>(algorithm) &&
           CertificateVerifies(statement.certificate, algorithm, data, statement.signature);
  });
}

}  // namespace

Attestation ReadAttestation(std::string_view credential_json) {
  api::LocalDocument document;
  const api::JsonValue* response = nullptr;
  Attestation attestation;
  attestation.credential.credential_id = ReadCredential(credential_json, document, response);
  attestation.credential.attachment = AttachmentOf(document);
  attestation.credential.transports = TransportsOf(*response);
  RequireDiscoverable(document);
  attestation.client_data = BytesMember(*response, "clientDataJSON");
  const std::string object = BytesMember(*response, "attestationObject");
  const std::optional<CborValue> map = ReadWholeCbor(object);
  const CborValue* const format = map ? map->Find("fmt") : nullptr;
  const CborValue* const statement = map ? map->Find("attStmt") : nullptr;
  const auto data = map ? map->FindBytes("authData") : std::nullopt;
  if (format == nullptr || format->kind != CborValue::Kind::kText || statement == nullptr || statement->kind != CborValue::Kind::kMap ||
      !data) {
    RefuseAttestation();
  }
  attestation.authenticator_data = *data;
  attestation.statement = StatementOf(format->bytes, *statement);
  TakeAuthenticatorData(attestation);
  attestation.algorithm = FindAlgorithm(attestation.credential.public_key);
  ClientData client = ReadClientData(attestation.client_data, "webauthn.create");
  attestation.challenge = std::move(client.challenge);
  attestation.origin = std::move(client.origin);
  attestation.is_framed = client.is_framed;
  return attestation;
}

Registered VerifyRegistration(const Expected& expected, std::span<const Algorithm> offered, const Attestation& attestation) {
  if (attestation.challenge != expected.challenge) {
    throw Refused(Fault::kChallenge, "Another challenge was answered.");
  }
  if (attestation.relying_party_hash != crypto::Sha256(expected.relying_party_id)) {
    throw Refused(Fault::kRelyingParty, "The passkey is another relying party's.");
  }
  if (attestation.is_framed || !IsOriginOf(attestation.origin, expected.relying_party_id)) {
    throw Refused(Fault::kOrigin, "The page is none of the relying party's.");
  }
  if (!attestation.algorithm || std::ranges::find(offered, *attestation.algorithm) == offered.end()) {
    throw Refused(Fault::kAlgorithm, "The public key is of an algorithm that was not offered.");
  }
  if (expected.must_verify_user && !attestation.credential.is_user_verified) {
    throw Refused(Fault::kUserVerification, "The user was not verified.");
  }
  if (attestation.statement &&
      !IsStatementTrue(*attestation.statement, attestation, CoseKey::FromBytes(attestation.credential.public_key))) {
    throw Refused(Fault::kSignature, "The attestation statement is not signed by whom it says.");
  }
  Registered registered = attestation.credential;
  registered.algorithm = *attestation.algorithm;
  return registered;
}

}  // namespace rockpool::web_authn
