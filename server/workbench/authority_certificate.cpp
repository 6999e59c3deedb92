#include "server/workbench/authority_certificate.h"

namespace rockpool::workbench {

std::unique_ptr<http::Work> AuthorityCertificate::Accept(http::Request) noexcept {
  http::Response response;
  response.headers.Add("Content-Type", "application/x-pem-file");
  response.body = pem_;
  return std::make_unique<http::Answered>(std::move(response));
}

}  // namespace rockpool::workbench
