// The client's side of an SRP sign-in, as amazon-cognito-identity-js computes it: apart from the server's own code.
#pragma once

#include <string>
#include <string_view>

namespace rockpool::support {

class SrpClient {
 public:
  // `private_hex` is a, which a test may fix.
  explicit SrpClient(std::string private_hex = "1f2e3d4c5b6a79880123456789abcdef");

  // SRP_A.
  const std::string& public_hex() const { return public_hex_; }

  // What PASSWORD_VERIFIER asks; `secret_block` is in base64, as it was sent.
  struct Question {
    std::string user_pool_id;
    std::string user_id;  // USER_ID_FOR_SRP
    std::string salt;
    std::string secret_block;
    std::string server_public_hex;
  };

  // PASSWORD_CLAIM_SIGNATURE.
  std::string Sign(const Question& question, std::string_view password, std::string_view timestamp) const;

 private:
  std::string private_hex_;
  std::string public_hex_;
};

}  // namespace rockpool::support
