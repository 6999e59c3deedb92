// An RSA key pair of 2048 bits. What is signed or encrypted with it is the business of others in this folder.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

struct evp_pkey_st;  // OpenSSL's EVP_PKEY, whose headers stay inside this folder

namespace rockpool::crypto {

// Throws std::runtime_error where OpenSSL fails. Reading one key from several threads is safe.
class RsaKey {
 public:
  // Takes 0.2 to 0.8 s of a processor: see KeyStock.
  static RsaKey Generate();

  // nullopt if `stop` was requested meanwhile, within milliseconds of the request.
  static std::optional<RsaKey> Generate(const std::stop_token& stop);

  // Asks after each millisecond of its work or so whether to go on, and waits for the answer; nullopt once it is no. `goes_on` does not
  // throw.
  static std::optional<RsaKey> Generate(const std::function<bool()>& goes_on);

  // Reads what ToPem wrote. Throws std::runtime_error for anything but an unencrypted private RSA key of 2048 bits; the text says nothing
  // of the content.
  static RsaKey FromPem(std::string_view pem);

  // The private key as unencrypted PKCS#8: a secret.
  std::string ToPem() const;

  // For this folder alone; belongs to this object.
  evp_pkey_st* native() const { return key_.get(); }

 private:
  struct Deleter {
    void operator()(evp_pkey_st* key) const;
  };

  explicit RsaKey(evp_pkey_st* key) : key_(key) {}

  std::unique_ptr<evp_pkey_st, Deleter> key_;
};

// The door to RSA keys, which take 0.2 to 0.8 s each to make. Who has them in advance, and who shares one, is decided behind it
// (server/kept_key_stock.h); a test hands out keys of its own.

// What becomes of a call that finds no spare key.
enum class SigningKeys {
  kShared,  // it gets a key that another user pool or identity provider has
  kOwn,     // it waits for a key of its own
};

// A key out of a stock. One that is let go before Keep was used by nobody, and goes back.
class TakenKey {
 public:
  // `put_back` does not throw; it may be empty.
  explicit TakenKey(RsaKey key, std::function<void()> put_back = nullptr) : key_(std::move(key)), put_back_(std::move(put_back)) {}
  TakenKey(TakenKey&& other) noexcept : key_(std::move(other.key_)), put_back_(std::exchange(other.put_back_, nullptr)) {}
  TakenKey& operator=(TakenKey&&) = delete;
  ~TakenKey() {
    if (put_back_) put_back_();
  }

  const RsaKey& key() const { return key_; }

  // From now on somebody has it: call it when what is made with the key is stored.
  void Keep() { put_back_ = nullptr; }

 private:
  RsaKey key_;
  std::function<void()> put_back_;
};

class KeyStock {
 public:
  virtual ~KeyStock() = default;

  // Any thread, outside of transactions, where the key is let go too; it may block for as long as making a key takes. Throws
  // std::runtime_error if OpenSSL cannot make one.
  virtual TakenKey Take() = 0;

  // The same for who has `other` already: it is another key, also where keys are shared.
  virtual TakenKey TakeUnlike(const RsaKey& other) = 0;
};

}  // namespace rockpool::crypto
