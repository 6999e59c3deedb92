// Where the keys come from under which the codes for custom senders are encrypted.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "server/crypto/encrypted_message.h"
#include "server/http/client.h"
#include "server/http/url.h"
#include "server/util/clock.h"
#include "server/util/random.h"

namespace rockpool::messaging {

// The text says what went wrong, without any key.
class DataKeyError : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class DataKeys {
 public:
  virtual ~DataKeys() = default;

  // A fresh one under the pool's KMSKeyID (a key's ARN, an alias's, or an id, which is of `region`). May block for seconds. Any thread.
  // Throws DataKeyError.
  virtual crypto::DataKey Draw(const std::string& key_id, const std::string& region, const crypto::EncryptionContext& context) = 0;
};

// The wrapping key that everybody knows: whoever decrypts with it needs no key service. README.md, "Custom senders", says how.
inline constexpr std::string_view kLocalKeyNamespace = "rockpool";
inline constexpr std::string_view kLocalKeyName = "local";
inline constexpr std::string_view kLocalKey = "rockpool-local-development-key!!";

// Under that key, whatever the pool's KMSKeyID. It protects nothing, but has the form that a sender's function reads in production.
class LocalDataKeys final : public DataKeys {
 public:
  // `random` outlives it.
  explicit LocalDataKeys(util::Random& random) : random_(random) {}

  crypto::DataKey Draw(const std::string& key_id, const std::string& region, const crypto::EncryptionContext& context) override;

 private:
  util::Random& random_;
};

// From a key service: TrentService.GenerateDataKey in AWS JSON 1.1 (AWS KMS API Reference, "GenerateDataKey"), signed with credentials that
// a local service takes, which are no secret.
class KmsDataKeys final : public DataKeys {
 public:
  // `client` and `wall_clock` outlive it.
  KmsDataKeys(http::Client& client, const util::WallClock& wall_clock, http::Url endpoint)
      : client_(client), wall_clock_(wall_clock), endpoint_(std::move(endpoint)) {}

  crypto::DataKey Draw(const std::string& key_id, const std::string& region, const crypto::EncryptionContext& context) override;

 private:
  http::Client& client_;
  const util::WallClock& wall_clock_;
  const http::Url endpoint_;
};

}  // namespace rockpool::messaging
