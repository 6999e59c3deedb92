// The signatures of passkeys, by their numbers in COSE (IANA, COSE Algorithms).
#pragma once

namespace rockpool::web_authn {

enum class Algorithm : int {
  kEs256 = -7,    // P-256 with SHA-256
  kEdDsa = -8,    // Ed25519
  kRs256 = -257,  // RSA of PKCS#1 1.5 with SHA-256
};

}  // namespace rockpool::web_authn
