// Where the file of an import is sent to: what S3 is to AWS. An address that CreateUserImportJob has signed takes one PUT, in 15 minutes on
// the domain's clock, of up to 100 MB, straight to a file; refusals are S3's, in XML. It stands outside of /_rockpool, for the signature
// alone says who may.
#pragma once

#include <functional>
#include <memory>

#include "server/accounts/import/import_files.h"
#include "server/http/endpoint.h"
#include "server/util/random.h"
#include "server/world/world.h"

namespace rockpool::workbench {

inline constexpr const char* kImportPath = "/import/{pool}/{job}";

// PUT. What it is given outlives it.
class ImportUpload final : public http::Endpoint {
 public:
  ImportUpload(const world::World& world, accounts::ImportFiles& files) : world_(world), files_(files) {}

  bool StreamsBody() const noexcept override { return true; }
  std::unique_ptr<http::BodySink> SinkFor(const http::Request& head) noexcept override;
  std::unique_ptr<http::Work> AcceptStreamed(http::Request request, std::unique_ptr<http::BodySink> sink) noexcept override;
  // With the body in one piece.
  std::unique_ptr<http::Work> Accept(http::Request request) noexcept override;

 private:
  const world::World& world_;
  accounts::ImportFiles& files_;
};

}  // namespace rockpool::workbench
