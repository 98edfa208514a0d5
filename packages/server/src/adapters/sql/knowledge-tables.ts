/** Documents of knowledge bases; `body` is JSON text: the content as it was given. */
export interface KnowledgeDocumentTable {
  readonly product_id: string;
  readonly name: string;
  readonly format: string;
  readonly body: string;
  readonly added_at: number;
}
