// The self-signed certificates that belong to a user pool.
#pragma once

#include <string>

#include "server/world/world.h"

namespace rockpool::pools {

struct IssuedCertificate {
  std::string base64_der;   // what answers show
  std::string private_key;  // PEM, never shown
};

// A certificate with a key of its own out of the stock; waits where the stock is empty, so never on an I/O thread or in a transaction.
IssuedCertificate IssueCertificate(const world::World& world, const std::string& user_pool_id);

}  // namespace rockpool::pools
