// For whom a certificate is (RFC 5280, 4.2.1.6), for the sources of this folder alone.
#pragma once

#include <span>
#include <string>

#include "server/crypto/openssl.h"

namespace rockpool::crypto {

// Throws std::invalid_argument for a name of which IsServerName says no, std::runtime_error if OpenSSL fails.
void AddAlternativeNames(X509* certificate, std::span<const std::string> names);

}  // namespace rockpool::crypto
