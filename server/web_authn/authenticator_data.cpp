#include "server/web_authn/authenticator_data.h"

#include "server/web_authn/cbor.h"
#include "server/web_authn/web_authn.h"

namespace rockpool::web_authn {
namespace {

enum Flag : unsigned {
  kUserPresent = 0x01,
  kUserVerified = 0x04,
  kBackupEligible = 0x08,
  kBackedUp = 0x10,
  kHasCredential = 0x40,
  kHasExtensions = 0x80,
};

[[noreturn]] void RefuseData() { throw Refused(Fault::kMalformed, "The authenticator data are none."); }

std::string_view Take(std::string_view& bytes, std::size_t count) {
  if (bytes.size() < count) {
    RefuseData();
  }
  const std::string_view taken = bytes.substr(0, count);
  bytes.remove_prefix(count);
  return taken;
}

std::uint32_t TakeNumber(std::string_view& bytes, std::size_t size) {
  std::uint32_t number = 0;
  for (const char byte : Take(bytes, size)) {
    number = number << 8U | static_cast<unsigned char>(byte);
  }
  return number;
}

// Some map of CBOR, whose bytes are returned.
std::string_view TakeMap(std::string_view& bytes) {
  const std::string_view before = bytes;
  const std::optional<CborValue> value = ReadCbor(bytes);
  if (!value || value->kind != CborValue::Kind::kMap) {
    RefuseData();
  }
  return before.substr(0, before.size() - bytes.size());
}

AttestedCredential TakeCredential(std::string_view& bytes) {
  AttestedCredential credential;
  credential.aaguid = Take(bytes, kAaguidBytes);
  const std::uint32_t length = TakeNumber(bytes, 2);
  if (length == 0 || length > kLongestCredentialId) {
    RefuseData();
  }
  credential.credential_id = Take(bytes, length);
  credential.public_key = TakeMap(bytes);
  return credential;
}

void WriteNumber(std::string& out, std::uint32_t number, unsigned bytes) {
  for (unsigned shift = 8 * bytes; shift != 0; shift -= 8) {
    out += static_cast<char>(number >> (shift - 8) & 0xFFU);
  }
}

}  // namespace

AuthenticatorData ReadAuthenticatorData(std::string_view bytes) {
  AuthenticatorData data;
  data.relying_party_hash = Take(bytes, kHashBytes);
  const std::uint32_t flags = TakeNumber(bytes, 1);
  data.sign_count = TakeNumber(bytes, 4);
  data.is_user_present = (flags & kUserPresent) != 0;
  data.is_user_verified = (flags & kUserVerified) != 0;
  data.is_backup_eligible = (flags & kBackupEligible) != 0;
  data.is_backed_up = (flags & kBackedUp) != 0;
  if ((flags & kHasCredential) != 0) {
    data.credential = TakeCredential(bytes);
  }
  if ((flags & kHasExtensions) != 0) {
    TakeMap(bytes);
  }
  if (!bytes.empty()) {
    RefuseData();
  }
  if (!data.is_user_present) {
    throw Refused(Fault::kMalformed, "Nobody was present.");
  }
  if (data.is_backed_up && !data.is_backup_eligible) {
    throw Refused(Fault::kMalformed, "The passkey is backed up and not eligible for it.");
  }
  return data;
}

std::string BytesOf(const AuthenticatorData& data) {
  std::string bytes = data.relying_party_hash;
  const auto flag = [](bool is_set, Flag value) { return is_set ? static_cast<unsigned>(value) : 0U; };
  bytes += static_cast<char>(flag(data.is_user_present, kUserPresent) | flag(data.is_user_verified, kUserVerified) |
                             flag(data.is_backup_eligible, kBackupEligible) | flag(data.is_backed_up, kBackedUp) |
                             flag(data.credential.has_value(), kHasCredential));
  WriteNumber(bytes, data.sign_count, 4);
  if (data.credential) {
    bytes += data.credential->aaguid;
    WriteNumber(bytes, static_cast<std::uint32_t>(data.credential->credential_id.size()), 2);
    bytes += data.credential->credential_id;
    bytes += data.credential->public_key;
  }
  return bytes;
}

}  // namespace rockpool::web_authn
