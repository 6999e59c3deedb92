// web_authn: what Web Authentication (W3C, Level 3) says on the wire: options, what an authenticator answers to them, and an authenticator
// of our own for who has none. It verifies what is handed to it. It may not know users, pools, the store, nor AWS's errors.
//
// The two ceremonies: registering a passkey, and proving that one has it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/web_authn/algorithm.h"

namespace rockpool::web_authn {

class CoseKey;

// What is wrong with an answer.
enum class Fault {
  kMalformed,         // it is none: its form, a flag that every answer has, what contradicts itself
  kChallenge,         // it answers another challenge
  kRelyingParty,      // it is for another relying party
  kOrigin,            // it was made on a page where the relying party has no business
  kAlgorithm,         // of the key: none that was offered
  kUserVerification,  // the user was to be verified and was not
  kUnknownCredential,
  kSignature,
  kCounter,  // an older signature came later: there may be a copy of the key
};

class Refused : public std::runtime_error {
 public:
  // `why` is for traces: a sentence without anything of the answer in it.
  Refused(Fault fault, const char* why) : std::runtime_error(why), fault_(fault) {}

  Fault fault() const { return fault_; }

 private:
  Fault fault_;
};

struct Expected {
  std::string challenge;  // as the options had it
  std::string relying_party_id;
  bool must_verify_user = false;
  std::string user_handle{};  // of who signs in, bytes: an answer that names a user must name this one. Registrations look past it
};

// The longest answer that is read; longer ones are malformed.
inline constexpr std::size_t kLongestAnswer = 64UL * 1024;

// A new passkey, verified.
struct Registered {
  std::string credential_id;  // bytes, 1 to 1023
  std::string public_key;     // bytes: a COSE_Key (RFC 9052)
  Algorithm algorithm = Algorithm::kEs256;
  std::uint32_t sign_count = 0;
  bool is_user_verified = false;
  bool is_backup_eligible = false;  // it may be on several devices of the user
  bool is_backed_up = false;
  std::string aaguid;  // 16 bytes: the model of the authenticator, or zeros
  // What the browser says beside: not signed.
  std::string attachment;               // "platform", "cross-platform" or empty
  std::vector<std::string> transports;  // "internal", "usb" and the like
};

// What an authenticator says of itself, where it does: a signature over the new passkey by its own key or by that of its maker.
struct PackedStatement {
  std::int64_t algorithm = 0;
  std::string signature;
  std::string certificate;  // DER; empty: it is signed by the passkey itself
};

// What a client has answered to creation options, read and not believed yet.
struct Attestation {
  std::string client_data;  // bytes that are signed
  std::string challenge;    // as the client data has it
  std::string origin;
  bool is_framed = false;          // made in a frame on a page of another origin
  std::string authenticator_data;  // bytes that are signed
  std::string relying_party_hash;  // 32 bytes
  std::optional<PackedStatement> statement{};
  std::optional<Algorithm> algorithm{};  // of the key; nullopt: none of ours
  Registered credential;                 // but for its algorithm
};

// RegistrationResponseJSON, as browsers' PublicKeyCredential.toJSON() makes it: JSON of a stranger. Throws Refused with kMalformed.
Attestation ReadAttestation(std::string_view credential_json);

// Throws Refused, in this order: kChallenge, kRelyingParty, kOrigin, kAlgorithm (not among `offered`), kUserVerification, kSignature (of a
// "packed" statement; certificates are not followed to a root, and other formats than it and "none" are not read, for nobody asks for
// them).
Registered VerifyRegistration(const Expected& expected, std::span<const Algorithm> offered, const Attestation& attestation);

// What is kept of a passkey, as far as a proof needs it.
struct KnownCredential {
  std::string credential_id;
  std::string public_key;
  std::uint32_t sign_count = 0;
  bool is_backup_eligible = false;
};

struct Asserted {
  std::string credential_id;
  std::uint32_t sign_count = 0;  // to be kept: the next one must be greater, unless both are 0
  bool is_user_verified = false;
};

// The key of one of them, for who keeps keys that have been read: reading one takes as long as a quarter of a proof. May throw Refused, as
// CoseKey::FromBytes does.
using KeyReader = std::function<std::shared_ptr<const CoseKey>(const KnownCredential& credential)>;

// AuthenticationResponseJSON to the request options of the same challenge: JSON of a stranger. Throws Refused. Verifies a signature, 50 to
// 200 us: not inside a transaction. Without a reader it reads the key itself; it asks for none but that of the passkey that answers.
Asserted VerifyAssertion(const Expected& expected, std::span<const KnownCredential> known, std::string_view credential_json,
                         const KeyReader& key_of = {});

}  // namespace rockpool::web_authn
