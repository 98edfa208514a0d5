import type { ReplyCase } from "../reply-case.ts";

export const returnPurchaseReplies: ReplyCase = {
  name: "return a purchase (Portuguese)",
  ground: {
    howTo: `1. Entre em **Meus pedidos** e clique no pedido.
2. Clique em **Devolver itens**.
3. Selecione os itens e o **Motivo da devolução**.
4. Escolha **Coleta em casa** ou **Levar ao correio**.
5. Clique em **Gerar etiqueta** e cole-a no pacote.

O reembolso é feito em até 7 dias depois que o pacote chega. Acompanhe tudo em **Minhas devoluções**.`,
    names: [
      "Devolver uma compra",
      "Meus pedidos",
      "Devolver itens",
      "Motivo da devolução",
      "Coleta em casa",
      "Levar ao correio",
      "Gerar etiqueta",
      "Minhas devoluções",
    ],
    said: ["o tênis ficou pequeno, quero devolver", "Tênis Corrida 42", "Entregue em 12/11"],
  },
  correct: [
    "Que pena! Entre em **Meus pedidos**, clique no pedido do tênis e depois em **Devolver itens**.",
    "Em **Motivo da devolução**, diga que o tênis ficou pequeno.",
    "Você pode escolher entre «Coleta em casa» e «Levar ao correio».",
    "Por último, clique em **Gerar etiqueta** e cole a etiqueta no pacote.",
    "Meus pedidos → Devolver itens → Motivo da devolução → Gerar etiqueta",
    "O reembolso sai em até 7 dias depois que o pacote chegar.",
    "1. **Meus pedidos**\n2. **Devolver itens**\n3. Selecione o Tênis Corrida 42\n4. **Coleta em casa**\n5. **Gerar etiqueta**",
    "Dá para acompanhar a devolução em **Minhas devoluções**.",
    "Se o pedido tiver outros itens, selecione só o tênis.",
    "As instruções não falam em troca por outro número, só em devolução e reembolso.",
    "Seu pedido foi entregue em 12/11, então você já pode devolver.",
    "Não consigo gerar a etiqueta no seu lugar, mas é rapidinho.",
    "Depois clique em “Gerar etiqueta” e pronto!",
  ],
  invented: [
    "Clique em **Trocar tamanho** ao lado do item.",
    "Abra **Minha conta** > **Trocas e devoluções**.",
    "Clique no botão Falar com atendente.",
    "Escolha **Vale-compra** em vez do reembolso.",
    "Marque “Produto sem uso” e clique em **Gerar etiqueta**.",
    "Clique em **Cancelar pedido**.",
    "Envie uma foto pela aba Evidências.",
    "Meus pedidos → Ajuda → Arrependimento",
    "Acesse https://devolucoes.loja.example e informe o número.",
    "Pressione Ctrl+P para imprimir a etiqueta.",
    "Escolha «Ponto de entrega parceiro» no mapa.",
    "Clique na engrenagem e escolha **Reembolso expresso**.",
    "No fim, toque em Avaliar devolução.",
  ],
};
