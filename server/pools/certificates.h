// The self-signed certificates that belong to a user pool.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/crypto/rsa_key.h"
#include "server/world/world.h"
#include "storage/transaction.h"

namespace rockpool::pools {

struct IssuedCertificate {
  crypto::TakenKey key;     // to be kept when the certificate is stored
  std::string base64_der;   // what answers show
  std::string private_key;  // PEM, never shown
};

// A certificate for a key out of the stock, which others may have too, but under another name and serial number. Valid by wall time, since
// those who read it are real peers. May wait for a key, so never on an I/O thread or in a transaction.
IssuedCertificate IssueCertificate(const world::World& world, const std::string& user_pool_id);

// The certificate under which the pool signs what it sends to SAML providers (GetSigningCertificate), made when it is first needed, and
// anew with the same key by who asks for it when it is a year old.

// What each transaction asks of the pool first: it throws if the caller may not have it.
using PoolCheck = std::function<void(const storage::Transaction&)>;

// Base64 of its DER. May wait for a key, as IssueCertificate does. Throws what `require_pool` throws.
std::string EnsureSigningCertificate(const world::World& world, const std::string& user_pool_id, const PoolCheck& require_pool);

struct SigningCertificate {
  std::string base64_der;
  crypto::RsaKey key;
};

// The same with its key, which is kept loaded. Not inside a transaction. Throws api::ResourceNotFoundException if there is no such pool.
std::shared_ptr<const SigningCertificate> SigningCertificateOf(const world::World& world, const std::string& user_pool_id);

}  // namespace rockpool::pools
