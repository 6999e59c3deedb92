// What an authenticator signs (Web Authentication, 6.1): read, and written by ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rockpool::web_authn {

inline constexpr std::size_t kHashBytes = 32;
inline constexpr std::size_t kAaguidBytes = 16;
inline constexpr std::size_t kLongestCredentialId = 1023;  // Web Authentication, 4: "Credential ID"

struct AttestedCredential {
  std::string aaguid;
  std::string credential_id;
  std::string public_key;  // the bytes of a COSE_Key
};

struct AuthenticatorData {
  std::string relying_party_hash;
  bool is_user_present = false;
  bool is_user_verified = false;
  bool is_backup_eligible = false;
  bool is_backed_up = false;
  std::uint32_t sign_count = 0;
  std::optional<AttestedCredential> credential{};
};

// A stranger's bytes. Throws Refused with kMalformed: cut short, bytes left over, nobody present, backed up without being eligible.
// Extensions are read over.
AuthenticatorData ReadAuthenticatorData(std::string_view bytes);

std::string BytesOf(const AuthenticatorData& data);

}  // namespace rockpool::web_authn
