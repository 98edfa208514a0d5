import type { ReplyCase } from "../reply-case.ts";

export const menuItemReplies: ReplyCase = {
  name: "pause a dish (Portuguese)",
  ground: {
    howTo: `1. Toque em **Cardápio** e encontre o prato.
2. Toque no prato e depois em **Pausar vendas**.
3. Escolha **Só hoje**, **Até amanhã** ou **Por tempo indeterminado**.
4. Toque em **Confirmar**.

O prato some do aplicativo na hora. Para voltar a vender, toque em **Reativar**.`,
    names: [
      "Pausar um prato",
      "Cardápio",
      "Pausar vendas",
      "Só hoje",
      "Até amanhã",
      "Por tempo indeterminado",
      "Confirmar",
      "Reativar",
    ],
    said: ["acabou a feijoada", "Feijoada completa", "12 pedidos na fila"],
  },
  correct: [
    "Toque em **Cardápio**, encontre a Feijoada completa e toque em **Pausar vendas**.",
    "Se ela volta amanhã, escolha **Só hoje**.",
    "Depois toque em «Confirmar»: o prato some do aplicativo na hora.",
    "Cardápio → Feijoada completa → Pausar vendas → Só hoje",
    "Os 12 pedidos na fila não são cancelados, que eu saiba.",
    "1. **Cardápio**\n2. Toque no prato\n3. **Pausar vendas**\n4. **Só hoje**\n5. **Confirmar**",
    "Quando tiver feijoada de novo, toque em **Reativar**.",
    "Não sabe quando volta? Escolha “Por tempo indeterminado”.",
    "Não consigo pausar o prato daqui, mas você faz isso em dois toques.",
    "Enquanto estiver pausado, ninguém consegue pedir esse prato.",
    "Está quase: falta só **Confirmar**.",
    "Isso vale para qualquer prato do cardápio.",
    "Toca em *Reativar* assim que quiser voltar a vender.",
  ],
  invented: [
    "Toque em **Estoque** e coloque zero.",
    "Toque nos três risquinhos e escolha **Esgotados**.",
    "Cardápio → Categorias → Ocultar",
    "Toque no botão Fechar loja.",
    "Escolha **Substituir por outro prato**.",
    "Toque na lixeira ao lado do prato.",
    "Ligue a opção «Avisar quando acabar».",
    "Deslize o prato para a esquerda e toque em Arquivar.",
    "Abra Pedidos e toque em Cancelar todos.",
    "Veja o vídeo em https://restaurante.example/pausar.",
    "Escolha “Durante uma hora”.",
    "Toque no sino e escolha Silenciar.",
    "Finalize com **Publicar cardápio**.",
  ],
};
