// ECDSA's signatures in the two ways to write them: OpenSSL's, and JOSE's (RFC 7518, 3.4), which are r and s, each as long as the curve's
// numbers. For the sources of this folder alone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rockpool::crypto {

// `raw` has an even length. Throws std::runtime_error if OpenSSL fails.
std::string DerOfRawEcdsa(std::string_view raw);

// Each number in `half` bytes. `der` is OpenSSL's own; throws std::runtime_error if it does not fit.
std::string RawOfDerEcdsa(std::string_view der, std::size_t half);

}  // namespace rockpool::crypto
