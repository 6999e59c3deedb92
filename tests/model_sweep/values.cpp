#include "tests/model_sweep/values.h"

#include <algorithm>
#include <stdexcept>

#include "tests/model_sweep/samples.h"

namespace rockpool::model_sweep {
namespace {

constexpr int kAnyNumber = 7;

Json ValidStructure(const RawShape& shape, Extent extent, Allocator& allocator) {
  Json object(rapidjson::kObjectType);
  for (const RawMember& member : shape.members) {
    if (member.required || extent == Extent::kFull) {
      object.AddMember(TextValue(member.name, allocator), ValidValue(*member.shape, extent, allocator), allocator);
    }
  }
  return object;
}

Json ValidDocument(Allocator& allocator) {
  Json list(rapidjson::kArrayType);
  list.PushBack(1, allocator).PushBack(Json(), allocator);
  Json document(rapidjson::kObjectType);
  document.AddMember("anything", list, allocator);
  return document;
}

}  // namespace

Json TextValue(const std::string& text, Allocator& allocator) {
  return Json(text.data(), static_cast<rapidjson::SizeType>(text.size()), allocator);
}

Json ContainerOfSize(const RawShape& shape, std::size_t size, Allocator& allocator) {
  Json container(shape.type == "list" ? rapidjson::kArrayType : rapidjson::kObjectType);
  for (std::size_t i = 0; i < size; ++i) {
    Json element = ValidValue(*shape.element, Extent::kFull, allocator);
    if (shape.type == "list") {
      container.PushBack(element, allocator);
    } else {
      container.AddMember(TextValue(ValidText(*shape.key) + (i == 0 ? "" : std::to_string(i)), allocator), element, allocator);
    }
  }
  return container;
}

Json BlobOfSize(std::size_t bytes, Allocator& allocator) {
  std::string text;
  for (; bytes >= 3; bytes -= 3) {
    text += "AAAA";
  }
  text += bytes == 1 ? "AA==" : bytes == 2 ? "AAA=" : "";
  return TextValue(text, allocator);
}

Json ValidValue(const RawShape& shape, Extent extent, Allocator& allocator) {
  const auto least = static_cast<std::size_t>(shape.min.value_or(0));
  if (shape.type == "structure") {
    return ValidStructure(shape, extent, allocator);
  }
  if (shape.type == "list" || shape.type == "map") {
    return ContainerOfSize(shape, extent == Extent::kFull ? std::max<std::size_t>(least, 1) : least, allocator);
  }
  if (shape.type == "string") {
    return TextValue(ValidText(shape), allocator);
  }
  if (shape.type == "blob") {
    return BlobOfSize(std::max<std::size_t>(least, 5), allocator);
  }
  if (shape.type == "boolean") {
    return Json(true);
  }
  if (shape.IsNumber()) {
    return Json(shape.min.value_or(kAnyNumber));
  }
  if (shape.type == "document") {
    return ValidDocument(allocator);
  }
  throw std::runtime_error("no request of the model had a " + shape.type + " so far");
}

}  // namespace rockpool::model_sweep
