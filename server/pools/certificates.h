// The self-signed certificates that belong to a user pool.
#pragma once

#include <string>

#include "server/crypto/rsa_key.h"
#include "server/world/world.h"

namespace rockpool::pools {

struct IssuedCertificate {
  crypto::TakenKey key;     // to be kept when the certificate is stored
  std::string base64_der;   // what answers show
  std::string private_key;  // PEM, never shown
};

// A certificate for a key out of the stock, which others may have too, but under another name and serial number. Valid by wall time, since
// those who read it are real peers. May wait for a key, so never on an I/O thread or in a transaction.
IssuedCertificate IssueCertificate(const world::World& world, const std::string& user_pool_id);

}  // namespace rockpool::pools
